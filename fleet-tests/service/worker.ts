import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Job, Order, Outcome, Report } from "../workers/job.ts";

const program = join(import.meta.dirname, "..", "workers", "member.ts");

/** A separate process that is a member of a fleet. */
export class Worker {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, PromiseWithResolvers<readonly Outcome[]>>();
  #orders = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.on("message", (report: Report) => {
      if ("id" in report) this.#waiting.get(report.id)?.resolve(report.outcomes);
    });
    child.once("exit", () => {
      for (const { reject } of this.#waiting.values()) reject(new Error("A worker ended before it answered"));
    });
  }

  /** Starts a worker, which sends nothing yet. */
  static async start(job: Job): Promise<Worker> {
    const child = fork(program, [JSON.stringify(job)]);
    const [report] = (await Promise.race([once(child, "message"), once(child, "exit")])) as [Report | number];
    if (typeof report !== "object") throw new Error(`A worker ended before it was ready, with code ${report}`);
    return new Worker(child);
  }

  /**
   * Lets it send requests, one after the other.
   *
   * @param requests - number of requests
   */
  send(requests: number): Promise<readonly Outcome[]> {
    const id = ++this.#orders;
    const waiting = Promise.withResolvers<readonly Outcome[]>();
    this.#waiting.set(id, waiting);
    this.#child.send({ id, requests } satisfies Order);
    return waiting.promise.finally(() => this.#waiting.delete(id));
  }

  /** Kills it at once. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await gone;
  }
}

/** Starts several workers with the same options. */
export function startWorkers(count: number, job: Job): Promise<Worker[]> {
  return Promise.all(Array.from({ length: count }, () => Worker.start(job)));
}
