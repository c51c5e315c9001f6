import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { FaultKind } from "./faults.ts";
import type { SoakSettings } from "./settings.ts";

/** The counts of the server so far. */
export interface Ledger {
  /** Number of deliveries of each request, by id. */
  readonly arrived: Uint8Array;
  /** How often the server acted on each request. */
  readonly accepted: Uint8Array;
  readonly strikes: Readonly<Partial<Record<FaultKind, number>>>;
  /** Number of login requests, including those with a fault. */
  readonly logins: number;
  /** Requests that arrived changed. */
  readonly misread: number;
  /** Number of open connections. */
  readonly connections: number;
}

/** A server in its own process. */
export interface SoakServer extends Disposable {
  readonly url: string;
  ledger(): Promise<Ledger>;
}

/** Starts a server for one run, and waits for its port. */
export async function startServer(settings: SoakSettings): Promise<SoakServer> {
  const script = join(import.meta.dirname, "server.ts");
  const server = fork(script, [JSON.stringify(settings)], { serialization: "advanced" });
  const [port] = (await once(server, "message")) as [number];
  return {
    url: `http://127.0.0.1:${port}`,
    async ledger() {
      server.send("ledger");
      const [ledger] = (await once(server, "message")) as [Ledger];
      return ledger;
    },
    [Symbol.dispose]: () => void server.kill(),
  };
}
