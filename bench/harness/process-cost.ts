import { spawnSync } from "node:child_process";

/** The cost of a whole process, including its start. */
export interface ProcessCost {
  readonly cpuMs: number;
  readonly stdout: string;
}

/** Runs a program to its end. bash measures it to the millisecond; Node can't measure a child so precisely. */
export function processCost(program: readonly string[], env: NodeJS.ProcessEnv = process.env): ProcessCost {
  const script = 'TIMEFORMAT="cpu %3U %3S"; time "$@"';
  const done = spawnSync("bash", ["-c", script, "bash", ...program], { encoding: "utf8", env, maxBuffer: 1 << 26 });
  const [, user, system] = /cpu ([\d.]+) ([\d.]+)\s*$/.exec(done.stderr ?? "") ?? [];
  if (done.status !== 0 || user === undefined || system === undefined) {
    throw new Error(`${program.join(" ")} failed: ${done.error?.message ?? done.stderr}`);
  }
  return { cpuMs: (Number(user) + Number(system)) * 1000, stdout: done.stdout };
}
