import assert from "node:assert/strict";
import type { SchemeHarness } from "../harness/harness.js";
import { describeError } from "../rejections.js";
import type { CheckTools, SchemeCheck } from "../suite.js";

/** Calls after which a scheme has learnt what it can. */
const callsToLearn = 2;
const callsAfterwards = 5;
/** How far the machine's clock is wrong, in milliseconds. */
const skewMs = 3_600_000;

/** The state that a scheme learns from responses saves requests. */
export const learningChecks: readonly SchemeCheck[] = [
  { title: "sends one request for each call once it has learnt from responses", run: checkOneRequest },
  {
    title: "uses the newest state from responses",
    appliesTo: ({ observe }) => observe !== undefined,
    run: checkNewest,
  },
  {
    title: "learns the server's time where the machine's clock is wrong",
    appliesTo: ({ observe }, { covers = [] }) => observe !== undefined && covers.includes("time"),
    run: checkSkew,
  },
];

async function checkOneRequest({ harness }: CheckTools): Promise<void> {
  const one = harness();
  await assertOneEach(
    one,
    one.session(),
    "observe must return what the next request needs, apply must read it from context.state, and a count must follow context.use. If each request needs a challenge of its own, declare that in `cannot`",
  );
}

/** Calls until the scheme has learnt; each later call must be one request. */
async function assertOneEach(
  one: SchemeHarness,
  session: ReturnType<SchemeHarness["session"]>,
  advice: string,
): Promise<void> {
  for (let call = 0; call < callsToLearn; call++) await one.call(session);
  const sent = one.received().length;
  for (let call = 0; call < callsAfterwards; call++) await one.call(session);
  const requests = one.received().length - sent;
  assert.equal(requests, callsAfterwards, `${callsAfterwards} calls in a row sent ${requests} requests: ${advice}`);
}

async function checkNewest({ harness }: CheckTools): Promise<void> {
  const one = harness();
  const session = one.session();
  for (let call = 0; call < callsToLearn; call++) await one.call(session);
  const { expireState } = one.subject;
  assert.ok(
    expireState !== undefined,
    "a scheme with observe needs expireState() of its subject: let the service refuse the state so far, with a response that contains a newer one",
  );
  expireState();
  const end = await one.call(session).catch(describeError);
  const advice = "the values of the challenge must take precedence over context.state, and observe must keep them";
  assert.equal(end, 200, `a call must succeed after the service has replaced the state: ${advice}`);
  await assertOneEach(one, session, advice);
}

/** The service checks the time by its own clock, and tells it in `Date`. */
async function checkSkew({ harness }: CheckTools): Promise<void> {
  for (const aheadMs of [skewMs, -skewMs]) {
    const one = harness({ aheadMs });
    const session = one.session();
    const which = `the machine's clock is an hour ${aheadMs > 0 ? "ahead of" : "behind"} the service's`;
    const advice =
      'observe must return the difference between the response\'s Date header and context.clock, apply must add it, and classify must return "challenged" for a time that is refused. If the service does not tell its time, declare that in `cannot`';
    const end = await one.call(session).catch(describeError);
    assert.equal(end, 200, `a call must get status 200 where ${which}, not ${end}: ${advice}`);
    await assertOneEach(one, session, advice);
  }
}
