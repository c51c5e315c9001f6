// Runs the emulator in its own process, as a user's tests would.
import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";

/** What the emulator prints when it is ready. */
export interface Services {
  readonly http: string;
  readonly https: string;
  readonly ca: string;
  readonly keyFile: string;
  readonly dashboardConfig: string;
  readonly armor: { readonly username: string; readonly password: string; readonly accountId: number };
}

/** Starts the emulator on free ports; `stop` stops it. */
export async function startServices(): Promise<{ services: Services; stop(): Promise<void> }> {
  const child = spawn("org-emulator", [], { stdio: ["ignore", "pipe", "inherit"] });
  const line = await firstLine(child);
  return { services: JSON.parse(line) as Services, stop: () => stop(child) };
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error("The emulator has no output to read");
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error(`The emulator ended before it was ready (exit code ${child.exitCode})`);
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}
