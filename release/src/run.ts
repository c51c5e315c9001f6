import { execFile } from "node:child_process";
import { promisify } from "node:util";

const exec = promisify(execFile);

/** The folder and environment of a command. */
export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs a command and waits for its end.
 *
 * @returns its standard output
 * @throws Error with its whole output, if it fails
 */
export async function run(command: string, args: readonly string[], { cwd, env }: RunOptions): Promise<string> {
  try {
    const { stdout } = await exec(command, [...args], { cwd, env: { ...process.env, ...env }, maxBuffer: 1 << 28 });
    return stdout;
  } catch (error) {
    const { stdout = "", stderr = "", message } = error as { stdout?: string; stderr?: string; message: string };
    throw new Error(`${message}\n${stdout}${stderr}`, { cause: error });
  }
}
