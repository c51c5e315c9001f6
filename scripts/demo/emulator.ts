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

/** An emulator that runs. */
export interface Emulator {
  readonly services: Services;
  /** Its process, for `kill`. */
  readonly pid: number | undefined;
  stop(): Promise<void>;
  /** Lets it run after the end of this process. */
  leave(): void;
}

/**
 * Starts the emulator on free ports.
 *
 * @param detached - true if Ctrl-C must not end it together with this process
 */
export async function startEmulator(detached: boolean): Promise<Emulator> {
  const child = spawn("org-emulator", [], { stdio: ["ignore", "pipe", "ignore"], detached });
  const line = await firstLine(child);
  return {
    services: JSON.parse(line) as Services,
    pid: child.pid,
    stop: () => stop(child),
    leave: () => {
      child.stdout?.destroy();
      child.unref();
    },
  };
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
