import { execFile } from "node:child_process";

/** How a program ended. */
export interface Result {
  readonly exitCode: number;
  /** Standard output, then standard error. */
  readonly output: string;
}

/**
 * Runs a program of `node_modules/.bin`, and reports a failing exit code instead of throwing.
 *
 * @param cwd - the folder that the program works in
 * @throws Error if the program can't be started
 */
export function run(program: string, args: readonly string[], cwd: string): Promise<Result> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== "number") reject(error);
      else resolve({ exitCode: Number(error?.code ?? 0), output: stdout + stderr });
    });
  });
}
