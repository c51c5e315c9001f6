import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Outcomes } from "./outcomes.ts";
import type { Sample } from "./client/sampler.ts";
import type { SoakSettings, TransportName } from "./settings.ts";
import { startServer, type Ledger, type SoakServer } from "./start-server.ts";

/** The results of the client's process. */
export interface ClientFindings extends Outcomes {
  readonly samples: readonly Sample[];
  readonly tookMs: number;
  /** What is left after everything was closed. */
  readonly left: LeftOver;
}

/** What is alive in the client's process after everything was closed. */
export interface LeftOver {
  /** Handles that keep the process alive and did not exist before. */
  readonly handles: number;
  /** Sockets that are not closed, including those that don't keep the process alive. */
  readonly sockets: number;
  /** Timers of the session that are still set. None of them keeps the process alive. */
  readonly timers: number;
}

/** The results of client and server for one run. */
export interface SoakRun extends ClientFindings {
  readonly transport: TransportName;
  readonly ledger: Ledger;
  /** Whether the client's process ended by itself. */
  readonly ended: boolean;
}

const longestEndMs = 10_000;

/** Runs the soak for one transport: a server and a client, each in its own process. */
export async function runClient(transport: TransportName, settings: SoakSettings): Promise<SoakRun> {
  using server = await startServer(settings);
  const script = join(import.meta.dirname, "client", "client.ts");
  const args = [transport, server.url, JSON.stringify(settings)];
  const client = fork(script, args, { execArgv: ["--expose-gc"], serialization: "advanced" });
  server.onFailure((failure) => client.send(failure));
  const findings = await findingsOf(client);
  // The client is still alive, so connections that are gone now were closed properly.
  const ledger = await settledLedger(server);
  client.send("end");
  return { ...findings, transport, ledger, ended: await endsByItself(client) };
}

async function findingsOf(client: ChildProcess): Promise<ClientFindings> {
  const failed = once(client, "exit").then(([code]) => {
    throw new Error(`The process that sends requests ended with ${code}`);
  });
  failed.catch(() => {});
  const [findings] = (await Promise.race([once(client, "message"), failed])) as [ClientFindings];
  return findings;
}

/** Waits, since the other side notices a closed connection only after a moment. */
async function settledLedger(server: SoakServer): Promise<Ledger> {
  let ledger = await server.ledger();
  for (let turn = 0; turn < 20 && ledger.connections > 0; turn++) {
    await wait(50);
    ledger = await server.ledger();
  }
  return ledger;
}

async function endsByItself(client: ChildProcess): Promise<boolean> {
  const timer = setTimeout(() => client.kill("SIGKILL"), longestEndMs);
  const [code] = (await once(client, "exit")) as [number | null];
  clearTimeout(timer);
  return code === 0;
}
