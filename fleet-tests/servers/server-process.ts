import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { createInterface } from "node:readline";

/** How a server is started. */
export interface ServerCommand {
  readonly program: string;
  readonly args: readonly string[];
  /** The folder for its data; `close` removes it. */
  readonly folder: string;
  readonly port: number;
  /** The line that it prints when it accepts connections. */
  readonly ready: RegExp;
  /** The user to run as, if it refuses to run as root. */
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
  /** The signal for a fast, orderly end. */
  readonly stopSignal: NodeJS.Signals;
}

const startAttempts = 20;
const pauseMs = 250;

/** A server process that can be stopped, killed and started again on the same port and data. */
export class ServerProcess {
  readonly port: number;
  readonly #command: ServerCommand;
  #child: ChildProcess | undefined;

  constructor(command: ServerCommand) {
    this.#command = command;
    this.port = command.port;
    process.once("exit", () => this.#child?.kill("SIGKILL"));
  }

  /** Starts it, and waits until it accepts connections. */
  async start(): Promise<void> {
    // The system may need a moment to free a killed server's memory segments and port.
    for (let attempt = 1; ; attempt++) {
      const log = await this.#launch();
      if (log === undefined) return;
      if (attempt === startAttempts) throw new Error(`${this.#command.program} does not start:\n${log}`);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }

  /** Stops it in an orderly way. */
  async stop(): Promise<void> {
    await this.#end(this.#command.stopSignal);
  }

  /** Kills it, like a power cut. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  /** Stops it and removes its data. */
  async close(): Promise<void> {
    await this.kill();
    await rm(this.#command.folder, { recursive: true, force: true });
  }

  /** Returns the log if the server ended before it was ready. */
  async #launch(): Promise<string | undefined> {
    const { program, args, folder, ready, user } = this.#command;
    const child = spawn(program, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"], ...user });
    this.#child = child;
    const lines: string[] = [];
    const isReady = new Promise<undefined>((resolve) => {
      for (const stream of [child.stdout, child.stderr]) {
        createInterface(stream).on("line", (line) => {
          lines.push(line);
          if (ready.test(line)) resolve(undefined);
        });
      }
    });
    return Promise.race([isReady, once(child, "exit").then(() => lines.join("\n"))]);
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
  }
}
