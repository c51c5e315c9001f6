import { Worker } from "node:worker_threads";
import fc from "fast-check";
import { isHttpCoreError } from "@org/http-core";

const numRuns = 10_000;
/** A case that takes longer counts as one that never ends: the parser is stuck, since no case has more than 100 KB. */
const maxCaseMs = 5000;
const maxLength = 50_000;

/**
 * Gives a parser 10,000 inputs made to break it. It may refuse them with a typed error only. If a case takes longer than
 * five seconds, the process that runs the test is killed, which fails the test.
 *
 * @param arbitrary - the inputs
 * @param parse - the parser, with further expectations
 * @throws Error with the seed and the smallest input that was found, if the parser or an expectation fails
 */
export async function fuzz<T>(arbitrary: fc.Arbitrary<T>, parse: (input: T) => unknown): Promise<void> {
  await using guard = startHangGuard();
  const property = fc.asyncProperty(arbitrary, async (input) => {
    guard.startCase();
    try {
      await parse(input);
    } catch (error) {
      if (!isHttpCoreError(error)) throw error;
    }
  });
  await fc.assert(property, { numRuns });
}

/**
 * Makes hostile texts: sequences of tokens, long runs of one, and examples with parts replaced.
 *
 * @param tokens - of the parser's language
 * @param examples - that the parser accepts
 */
export function hostileText(tokens: readonly string[], examples: readonly string[]): fc.Arbitrary<string> {
  const noise = fc.string({ unit: "binary", maxLength: 6 });
  const token = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...tokens) }, { weight: 1, arbitrary: noise });
  const sequence = fc.array(token, { maxLength: 40 }).map((parts) => parts.join(""));
  const run = fc
    .tuple(sequence, token, fc.integer({ min: 1, max: 5000 }), sequence)
    .map(([before, unit, count, after]) => (before + unit.repeat(count)).slice(0, maxLength) + after);
  const changed = fc
    .tuple(fc.constantFrom(...examples), fc.nat(), fc.nat(60), sequence)
    .map(([example, start, length, part]) => {
      const at = start % (example.length + 1);
      return example.slice(0, at) + part + example.slice(at + length);
    });
  return fc.oneof(
    { weight: 4, arbitrary: sequence },
    { weight: 1, arbitrary: run },
    { weight: 4, arbitrary: changed },
    { weight: 1, arbitrary: fc.constantFrom(...examples) },
  );
}

/** Makes JSON values whose members have the given names, and hold anything. */
export function hostileJson(names: readonly string[]): fc.Arbitrary<unknown> {
  const oddName = fc.oneof(fc.constantFrom("toString", "valueOf", "toJSON", "length", "__proto__"), fc.string());
  const name = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: oddName });
  const odd = fc.constantFrom<unknown>(null, true, 0, -1, 1e308, "", "__proto__", "\u{1F600}", "\uD800", "<b>", "9.8");
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 5, depthSize: "small" },
      odd,
      fc.string({ unit: "binary", maxLength: 8 }),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(name, tie("value"), { maxKeys: 8 }),
    ),
  }));
  // Parsed, so that its objects are those that a parser makes.
  return value.map((made): unknown => JSON.parse(JSON.stringify(made)));
}

interface HangGuard extends AsyncDisposable {
  /** Starts the time of a case. */
  startCase(): void;
}

/** Watches from another thread, since a parser that never ends lets no timer of its own thread run. */
function startHangGuard(): HangGuard {
  const cases = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(watchCases, { eval: true, workerData: { cases, maxCaseMs } });
  return {
    startCase: () => void Atomics.add(cases, 0, 1),
    [Symbol.asyncDispose]: async () => void (await worker.terminate()),
  };
}

const watchCases = `
  const { workerData: { cases, maxCaseMs } } = require("node:worker_threads");
  let seen = 0;
  setInterval(() => {
    const count = Atomics.load(cases, 0);
    if (count === seen && count > 0) {
      require("node:fs").writeSync(2, "Case " + count + " did not end within " + maxCaseMs + " ms\\n");
      process.kill(process.pid, "SIGKILL");
    }
    seen = count;
  }, maxCaseMs);
`;
