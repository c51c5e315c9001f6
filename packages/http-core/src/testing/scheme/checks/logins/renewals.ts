import assert from "node:assert/strict";
import { describeError } from "../../rejections.js";
import type { CheckTools, SchemeCheck } from "../../suite.js";
import { findOutdatedSecret, recordSteps } from "./login-steps.js";

const renewals = 3;

/** Each renewal uses what the one before has brought. */
export const renewalChecks: readonly SchemeCheck[] = [
  {
    title: "renews with the newest of its tokens",
    appliesTo: ({ renew }) => renew !== undefined,
    run: checkRenewals,
  },
];

async function checkRenewals({ harness }: CheckTools): Promise<void> {
  const one = harness();
  const { auth, steps } = recordSteps(one);
  const session = one.session({ auth });
  await one.call(session);
  const advice =
    "renew must return what the service issued with it, such as a new refresh token, and keep what the service left out";
  for (let renewal = 1; renewal <= renewals; renewal++) {
    const error = await one.finish(session.renewCredential()).then(() => undefined, describeError);
    assert.equal(error, undefined, `renewal ${renewal} in a row failed with ${error}: ${advice}`);
    const outdated = findOutdatedSecret(steps, one.subject.secrets());
    assert.equal(outdated, undefined, `renewal ${renewal} in a row sent an older "${outdated}" than it had: ${advice}`);
    assert.equal(one.watch.logins, 1, `renewal ${renewal} in a row ended in a new login: ${advice}`);
    assert.equal(
      await one.call(session).catch(describeError),
      200,
      `a call after renewal ${renewal} failed: ${advice}`,
    );
  }
}
