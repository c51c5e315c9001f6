import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Contender } from "./contender.ts";

/**
 * A contender in a process of its own: what one client leaves to the collector, or teaches the engine, costs no other.
 *
 * @param name - in results
 * @param command - a program that answers each line of `times atOnce` with the CPU and wall µs of that many repeats
 * @param fraction - a slow one does so many times fewer repeats, and its cost is scaled up
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
