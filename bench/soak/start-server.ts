import { fork, type ChildProcess } from "node:child_process";
import { on } from "node:events";
import { join } from "node:path";
import type { FaultKind, KernelError } from "./faults.ts";
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

/** A connection that the client's kernel must end. */
export interface ConnectionFailure {
  /** The port at the client's end. */
  readonly port: number;
  readonly error: KernelError;
}

/** The messages of the server. Each message has one of the members. */
export interface ServerMessages {
  /** The port that the server listens on. */
  readonly port: number;
  readonly ledger: Ledger;
  readonly failure: ConnectionFailure;
}

/** A server in its own process. */
export interface SoakServer extends Disposable {
  readonly url: string;
  ledger(): Promise<Ledger>;
  /** Calls back for each connection that must fail. */
  onFailure(listener: (failure: ConnectionFailure) => void): void;
}

/** Starts a server for one run, and waits for its port. */
export async function startServer(settings: SoakSettings): Promise<SoakServer> {
  const script = join(import.meta.dirname, "server.ts");
  const server = fork(script, [JSON.stringify(settings)], { serialization: "advanced" });
  const port = await nextMessage(server, "port");
  return {
    url: `http://127.0.0.1:${port}`,
    ledger() {
      const ledger = nextMessage(server, "ledger");
      server.send("ledger");
      return ledger;
    },
    onFailure(listener) {
      server.on("message", ({ failure }: Partial<ServerMessages>) => {
        if (failure !== undefined) listener(failure);
      });
    },
    [Symbol.dispose]: () => void server.kill(),
  };
}

/** Waits for the server's next message with a member. */
async function nextMessage<K extends keyof ServerMessages>(
  server: ChildProcess,
  member: K,
): Promise<ServerMessages[K]> {
  for await (const [message] of on(server, "message") as AsyncIterable<[Partial<ServerMessages>]>) {
    const value = message[member];
    if (value !== undefined) return value;
  }
  throw new Error(`The server sent no ${member}`);
}
