import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** What a configuration is made from. */
export interface ServerPlace {
  /** A folder that the server may read and write. */
  readonly folder: string;
  /** On 127.0.0.1. */
  readonly port: number;
}

/** A web server that Debian packages. */
export interface WebServerKind {
  /** The program, for example `nginx`. */
  readonly program: string;
  /** Returns the arguments, by which it reads `server.conf` of the folder and stays in the foreground. */
  readonly args: (folder: string) => readonly string[];
  /** Returns the files of the folder by their relative paths, `server.conf` among them. */
  readonly files: (place: ServerPlace) => Readonly<Record<string, string>>;
}

/** A running web server. */
export interface WebServer extends AsyncDisposable {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
}

const nobody = 65_534;
const startAttempts = 200;
const pauseMs = 50;

/** Finds a program on `PATH` and where Debian keeps servers; `undefined` if it is not installed. */
export function findServer(program: string): string | undefined {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}

/** Starts a web server without privileges, in a temporary folder, and waits until it accepts connections. */
export async function startWebServer({ program, args, files }: WebServerKind): Promise<WebServer> {
  const path = findServer(program);
  if (path === undefined) throw new Error(`${program} is not installed; .ci/run installs it`);
  const folder = mkdtempSync(join(tmpdir(), "http-auth-"));
  const port = await findFreePort();
  const isRoot = process.getuid?.() === 0;
  for (const [name, text] of Object.entries(files({ folder, port }))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
    if (isRoot) chownSync(dirname(join(folder, name)), nobody, nobody);
  }
  if (isRoot) chownSync(folder, nobody, nobody);
  const user = isRoot ? { uid: nobody, gid: nobody } : {};
  const child = spawn(path, args(folder), {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
    ...user,
  });
  const kill = (): boolean => child.kill("SIGKILL");
  process.once("exit", kill);
  const messages: string[] = [];
  child.stderr.on("data", (chunk: Buffer) => messages.push(chunk.toString()));
  await waitForPort(port, child, () => `${messages.join("")}${readLog(folder)}`);
  return {
    origin: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      const gone = once(child, "exit");
      child.kill("SIGTERM");
      await gone;
      process.removeListener("exit", kill);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function waitForPort(port: number, child: ChildProcess, log: () => string): Promise<void> {
  for (let attempt = 0; attempt < startAttempts; attempt++) {
    if (child.exitCode !== null) break;
    if (await accepts(port)) return;
    await pause(pauseMs);
  }
  child.kill("SIGKILL");
  throw new Error(`${child.spawnfile} does not start:\n${log()}`);
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

function readLog(folder: string): string {
  const path = join(folder, "error.log");
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
