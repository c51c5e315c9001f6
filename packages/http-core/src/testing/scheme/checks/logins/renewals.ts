import assert from "node:assert/strict";
import type { MemoryResponse } from "../../../memory-transport.js";
import { expireCredentials } from "../../expire.js";
import type { SchemeHarness } from "../../harness/harness.js";
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
  {
    title: "logs in again where its renewal is refused",
    appliesTo: ({ renew }) => renew !== undefined,
    run: checkRefusedRenewal,
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

/** Services refuse a refresh token in one of these ways. A scheme need not know all of them. */
const refusals = [
  { status: 400, body: { error: "invalid_grant" } },
  { status: 401, body: {} },
  { status: 403, body: {} },
];

async function checkRefusedRenewal({ harness }: CheckTools): Promise<void> {
  const ends: unknown[] = [];
  for (const refusal of refusals) ends.push(await callAfterRefusal(harness, refusal));
  assert.ok(
    ends.includes(200) || ends.includes(notRefused),
    `a call failed with ${ends[0]} where the service refused the renewal with status 400 (and likewise with 401 and 403): renew must throw AuthenticationError("rejected") for the status by which the service refuses a refresh token, so that the session logs in. If the scheme has nothing to log in with again, declare that in \`cannot\``,
  );
}

/** The renewal sent no request, so no server could refuse it. */
const notRefused = "a renewal without a request";

async function callAfterRefusal(harness: CheckTools["harness"], refusal: MemoryResponse): Promise<unknown> {
  let refused = 0;
  const one: SchemeHarness = harness({
    service: () => (one.watch.underWay.get("renew") ? (refused++, refusal) : undefined),
  });
  const session = one.session();
  await one.call(session);
  expireCredentials(one);
  const end = await one.call(session).catch(describeError);
  return refused === 0 ? notRefused : end;
}
