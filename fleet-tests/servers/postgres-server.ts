import { execFileSync } from "node:child_process";
import { chown, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { findProgram } from "./find-program.ts";
import { freePort } from "./free-port.ts";
import { ServerProcess } from "./server-process.ts";

/** Why PostgreSQL can't be started on this machine; `undefined` if it can. */
export function postgresMissing(): string | undefined {
  return postgresProgram("initdb") === undefined ? "the server of PostgreSQL is not installed" : undefined;
}

/** One of PostgreSQL's programs; Debian keeps them off `PATH`. */
export function postgresProgram(name: string): string | undefined {
  return findProgram(name, "/usr/lib/postgresql/*/bin");
}

/** Creates a PostgreSQL server on a free port: user `postgres`, no password, loopback only. */
export async function postgresServer(): Promise<ServerProcess> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), "fleet-postgres-"));
  const user = unprivileged();
  if (user !== undefined) await chown(folder, user.uid, user.gid);
  const initdb = postgresProgram("initdb") ?? "initdb";
  const options = ["-D", folder, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"];
  execFileSync(initdb, options, { cwd: folder, stdio: "pipe", ...user });
  const settings = { port, listen_addresses: "127.0.0.1", unix_socket_directories: "", fsync: "off" };
  const args = ["-D", folder, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
  const ready = /database system is ready to accept connections/;
  const program = join(dirname(initdb), "postgres");
  return new ServerProcess({ program, args, folder, port, ready, user, stopSignal: "SIGINT" });
}

/** PostgreSQL refuses to run as root; Debian's package creates a user for it. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string): number => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: idOf("-u"), gid: idOf("-g") };
}
