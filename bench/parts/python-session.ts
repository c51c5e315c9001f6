import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Contender } from "../harness/contender.ts";

/** Python is slow: it does a fraction of the others' repeats, and its cost is scaled up. */
const fraction = 10;

/** Python's requests with one session, in a process of its own that measures itself. */
export function pythonSession(name: string, url: string): Contender {
  const script = join(import.meta.dirname, "..", "programs", "requests_session.py");
  const python = spawn("python3", [script, `${url}/small`], { stdio: ["pipe", "pipe", "inherit"] });
  const answers = createInterface(python.stdout)[Symbol.asyncIterator]();
  return {
    name,
    async run(times, atOnce) {
      const fewer = Math.ceil(times / fraction);
      python.stdin.write(`${fewer} ${atOnce}\n`);
      const { value } = (await answers.next()) as { value: string };
      const [cpuUs = NaN, wallUs = NaN] = value.split(" ").map((word) => (Number(word) * times) / fewer);
      return { cpuUs, wallUs };
    },
    close: () => void python.stdin.end(),
  };
}
