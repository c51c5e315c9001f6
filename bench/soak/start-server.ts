import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { FaultKind } from "./faults.ts";
import type { SoakSettings } from "./settings.ts";

/** What the server has seen so far. */
export interface Ledger {
  /** Deliveries of each request, by its id. */
  readonly arrived: Uint8Array;
  /** How often the server acted on each request. */
  readonly accepted: Uint8Array;
  readonly strikes: Readonly<Partial<Record<FaultKind, number>>>;
  /** Requests to log in, struck ones included. */
  readonly logins: number;
  /** Requests that did not arrive as they were sent. */
  readonly misread: number;
  /** Open connections. */
  readonly connections: number;
}

/** A server in a process of its own. */
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
