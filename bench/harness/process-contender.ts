import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Contender } from "./contender.ts";

/**
 * Creates a contender with its own process, so that garbage and optimised code of one client don't affect another.
 *
 * @param name - name in the results
 * @param command - a program that replies to each line of `times atOnce` with the CPU and wall µs of that many repeats
 * @param fraction - a slow contender does this many times fewer repeats, and its cost is scaled up
 */
export function processContender(name: string, command: readonly string[], fraction = 1): Contender {
  const [program = "", ...args] = command;
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
  const answers = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    name,
    async run(times, atOnce) {
      const fewer = Math.ceil(times / fraction);
      child.stdin.write(`${fewer} ${atOnce}\n`);
      const { value, done } = await answers.next();
      if (done) throw new Error(`The process of ${name} has ended`);
      const [cpuUs = NaN, wallUs = NaN] = value.split(" ").map((word) => (Number(word) * times) / fewer);
      return { cpuUs, wallUs };
    },
    async close() {
      child.stdin.end();
      if (child.exitCode === null) await once(child, "exit");
    },
  };
}
