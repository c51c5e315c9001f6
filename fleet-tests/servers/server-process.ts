import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { createInterface } from "node:readline";

/** How a server is started. */
export interface ServerCommand {
  readonly program: string;
  readonly args: readonly string[];
  /** Where its data are; removed in the end. */
  readonly folder: string;
  readonly port: number;
  /** The line by which it says that it takes connections. */
  readonly ready: RegExp;
  /** Whom it runs as, where it refuses to run as root. */
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
  /** Ends it at once but in order. */
  readonly stopSignal: NodeJS.Signals;
}

const startAttempts = 20;
const pauseMs = 250;

/** A server of our own: it can be stopped, killed and started again on the same port and data. */
export class ServerProcess {
  readonly port: number;
  readonly #command: ServerCommand;
  #child: ChildProcess | undefined;

  constructor(command: ServerCommand) {
    this.#command = command;
    this.port = command.port;
    process.once("exit", () => this.#child?.kill("SIGKILL"));
  }

  /** Starts it, and waits until it takes connections. */
  async start(): Promise<void> {
    // What a killed server left behind (memory segments, a port) may take a moment to go.
    for (let attempt = 1; ; attempt++) {
      const log = await this.#launch();
      if (log === undefined) return;
      if (attempt === startAttempts) throw new Error(`${this.#command.program} does not start:\n${log}`);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }

  /** Ends it in order. */
  async stop(): Promise<void> {
    await this.#end(this.#command.stopSignal);
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  /** Ends it and removes its data. */
  async close(): Promise<void> {
    await this.kill();
    await rm(this.#command.folder, { recursive: true, force: true });
  }

  /** Answers the log where the server ended instead of getting ready. */
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
