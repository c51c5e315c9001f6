import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram } from "./find-program.ts";
import { freePort } from "./free-port.ts";
import { ServerProcess } from "./server-process.ts";

/** Why Redis can't be started on this machine; `undefined` if it can. */
export function redisMissing(): string | undefined {
  return program() === undefined ? "neither redis-server nor valkey-server is installed" : undefined;
}

/** Creates a Redis server on a free port. It saves every write, so that a kill loses none. */
export async function redisServer(): Promise<ServerProcess> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), "fleet-redis-"));
  const settings = { port, bind: "127.0.0.1", dir: folder, save: "", appendonly: "yes", appendfsync: "always" };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const ready = /Ready to accept connections/;
  return new ServerProcess({ program: program() ?? "redis-server", args, folder, port, ready, stopSignal: "SIGTERM" });
}

function program(): string | undefined {
  return findProgram("redis-server") ?? findProgram("valkey-server");
}
