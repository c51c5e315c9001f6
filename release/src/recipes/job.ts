import { execFile } from "node:child_process";
import { globSync } from "node:fs";

/** Environment variables. */
export type Variables = Readonly<Record<string, string>>;

/** What a job left. */
export interface JobResult {
  /** Exit code of the first script that failed; 0 if none did. */
  readonly exit: number;
  /** What all scripts printed. */
  readonly output: string;
  /** Paths that the job has handed to its CI system: reports and artifacts. */
  readonly collected: readonly string[];
}

/** A job of a CI system: its folder, its variables, and what has happened in it. */
export interface Job {
  readonly folder: string;
  readonly variables: Variables;
  /** True once a script has failed. */
  readonly hasFailed: boolean;
  /** Runs a script by a shell. */
  run(shell: readonly [string, ...string[]], script: string, variables?: Variables): Promise<void>;
  /** Hands files to the CI system. If there are none, the job fails. */
  collect(pattern: string): void;
  result(): JobResult;
}

/** A step of a job, as its CI system runs it. */
export interface Step {
  /** True if it also runs after a failure. */
  readonly runsAfterFailure: boolean;
  play(job: Job): Promise<void> | void;
}

/**
 * Plays steps in their order. After a failure only those run that say so.
 *
 * @param folder - the checkout
 * @param variables - the whole environment of the scripts
 */
export async function playSteps(folder: string, variables: Variables, steps: readonly Step[]): Promise<JobResult> {
  const job = startJob(folder, variables);
  for (const step of steps) {
    if (!job.hasFailed || step.runsAfterFailure) await step.play(job);
  }
  return job.result();
}

function startJob(folder: string, variables: Variables): Job {
  let exit = 0;
  let output = "";
  const collected: string[] = [];
  return {
    folder,
    variables,
    get hasFailed() {
      return exit !== 0;
    },
    async run([shell, ...flags], script, more = {}) {
      const env = { ...variables, ...more };
      const ended = await execute(shell, [...flags, script], { cwd: folder, env });
      output += ended.output;
      exit ||= ended.exit;
    },
    collect(pattern) {
      const paths = globSync(pattern, { cwd: folder });
      if (paths.length === 0) {
        output += `no file to collect: ${pattern}\n`;
        exit ||= 1;
      }
      collected.push(...paths);
    },
    result: () => ({ exit, output, collected }),
  };
}

interface Ended {
  readonly exit: number;
  readonly output: string;
}

function execute(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: Variables },
): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(command, [...args], { ...options, maxBuffer: 1 << 24 }, (error, stdout, stderr) => {
      const exit = error === null ? 0 : typeof error.code === "number" ? error.code : 1;
      resolve({ exit, output: stdout + stderr });
    });
  });
}
