import assert from "node:assert/strict";
import { describeError } from "../rejections.js";
import type { CheckTools, SchemeCheck } from "../suite.js";

const callsAtOnce = 30;

/** Calls that run at once do not disturb each other. */
export const concurrencyChecks: readonly SchemeCheck[] = [
  { title: "gets calls accepted that arrive in another order than they were sent", run: checkOrder },
];

async function checkOrder({ harness }: CheckTools): Promise<void> {
  const one = harness({ isShuffled: true });
  const session = one.session();
  for (const when of ["at the start", "after the first ones", "at last"]) {
    const calls = Array.from({ length: callsAtOnce }, () => one.call(session).catch(describeError));
    const failed = (await Promise.all(calls)).filter((end) => end !== 200);
    assert.equal(
      failed.length,
      0,
      `${failed.length} of ${callsAtOnce} calls at once failed ${when}, the first with ${failed[0]}: a request with context.challenge must use that challenge's nonce alone, and a request that was overtaken must be "challenged", not "rejected"`,
    );
  }
}
