import { Worker } from "node:worker_threads";

/** Calls that must not depend on `Object.prototype`. */
export interface PrototypeCheck {
  /**
   * A module that exports `run(input)`. It makes calls, and returns what they sent and received: the same each time, and
   * fit for JSON. It runs in a worker, which has an `Object.prototype` of its own, so servers belong outside it.
   */
  readonly program: URL;
  /** What `run` receives, for example the URL of a server. It is copied to the worker. Default `undefined`. */
  readonly input?: unknown;
  /** The names of the members that are tried, for example those of all options. */
  readonly names: readonly string[];
  /** How long one `run` may take, in milliseconds. Default 60 000. */
  readonly maxRunMs?: number;
}

/** What the worker reports. */
type Report =
  | { readonly type: "trying"; readonly what: string }
  | { readonly type: "differs"; readonly what: string; readonly actual: string }
  | { readonly type: "ended" };

/**
 * Runs calls without and with members of `Object.prototype`, as a hostile input to another library may add them
 * ("prototype pollution"). If a caller did not set an option, code that reads this option gets such a member instead.
 * Each name is tried with text, a number, `true`, an object, a list and a function, each time in two groups of names, and alone
 * if a group changes the result. After ten findings nothing more is tried.
 *
 * @param check - the calls and the names
 * @returns the members that change the result of the calls, and where the result differs; none if there is no difference
 * @throws Error if there are no names; if the calls fail, never end or have another result each time without any such member
 */
export async function findPrototypeEffects({
  program,
  input,
  names,
  maxRunMs = 60_000,
}: PrototypeCheck): Promise<readonly string[]> {
  if (names.length === 0) throw new Error("There are no names to try");
  const workerData = { program: program.href, input, groups: groupTwice(names) };
  const worker = new Worker(workerCode, { eval: true, execArgv: ["--no-warnings"], workerData });
  const found: string[] = [];
  let current: string | undefined = "at first";
  const timer = setTimeout(() => void worker.terminate(), maxRunMs);
  worker.on("message", (report: Report) => {
    timer.refresh();
    if (report.type === "differs") found.push(`${report.what}: ${report.actual}`);
    current = report.type === "ended" ? undefined : report.what;
  });
  let failure: unknown = new Error("The calls never end");
  worker.on("error", (error) => (failure = error));
  await new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  clearTimeout(timer);
  if (current === "at first") throw failure;
  return current === undefined ? found : [...found, `${current}: ${String(failure)}`];
}

/** Puts names into the rows and columns of a square, so that two names share one group at most. */
function groupTwice(names: readonly string[]): readonly (readonly string[])[] {
  const side = Math.ceil(Math.sqrt(names.length));
  const indices = Array.from({ length: side }, (_, index) => index);
  const rows = indices.map((row) => names.slice(row * side, (row + 1) * side));
  const columns = indices.map((column) => names.filter((_, index) => index % side === column));
  return [...rows, ...columns].filter((group) => group.length > 0);
}

/** Text of the worker: results become text while `Object.prototype` is as it should be. */
const workerCode = `
  const { parentPort, workerData } = require("node:worker_threads");
  const values = ["changed", 1, true, { changed: "yes" }, ["changed"], () => "changed"];
  const maxFound = 10, shownBefore = 40, shownAfter = 160;
  /** Shows the place where a result differs. */
  function cut(actual, expected) {
    let at = 0;
    while (at < actual.length && actual[at] === expected[at]) at++;
    const start = Math.max(0, at - shownBefore);
    return (start > 0 ? "…" : "") + actual.slice(start, at + shownAfter) + (actual.length > at + shownAfter ? "…" : "");
  }
  async function outcome(run, input, members) {
    for (const [name, value] of members) {
      Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true });
    }
    let result, failure;
    try {
      result = await run(input);
    } catch (error) {
      failure = error;
    } finally {
      for (const [name] of members) delete Object.prototype[name];
    }
    return failure === undefined ? JSON.stringify(result) : "failed with " + String(failure);
  }
  (async () => {
    const { program, input, groups } = workerData;
    const { run } = await import(program);
    const first = groups[0][0];
    // Libraries are loaded by the first calls.
    const fresh = await outcome(run, input, [[first, "changed"]]);
    const expected = JSON.stringify(await run(input));
    if (expected !== JSON.stringify(await run(input))) throw new Error("The calls have another result each time");
    if (typeof expected !== "string") throw new Error("The calls have no result");
    if (fresh !== expected) {
      parentPort.postMessage({ type: "differs", what: first + " at first", actual: cut(fresh, expected) });
    }
    let found = 0;
    for (const value of values) {
      const kind = Array.isArray(value) ? "a list" : typeof value;
      const differs = async (names) => {
        const what = names.join(" ") + " as " + kind;
        parentPort.postMessage({ type: "trying", what });
        const actual = await outcome(run, input, names.map((name) => [name, value]));
        return actual !== expected && { type: "differs", what, actual: cut(actual, expected) };
      };
      for (const group of groups) {
        if (found >= maxFound) break;
        const together = await differs(group);
        if (!together) continue;
        const alone = [];
        for (const name of group) alone.push(await differs([name]));
        const reports = alone.filter(Boolean);
        if (reports.length === 0) reports.push(together);
        for (const report of reports) parentPort.postMessage(report);
        found += reports.length;
      }
    }
    parentPort.postMessage({ type: "ended" });
    process.exit();
  })();
`;
