import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** A server in its own process. */
export interface BenchServer extends Disposable {
  readonly url: string;
}

/** Starts the server and waits for its port. */
export async function startServer(): Promise<BenchServer> {
  const script = join(import.meta.dirname, "server.ts");
  const server = spawn(process.execPath, [script], { stdio: ["pipe", "pipe", "inherit"] });
  const [line] = (await once(server.stdout, "data")) as [Buffer];
  return { url: `http://127.0.0.1:${String(line).trim()}`, [Symbol.dispose]: () => void server.kill() };
}
