import assert from "node:assert/strict";
import { isSameResource, type SchemeHarness } from "../harness/harness.js";
import { describeError } from "../rejections.js";
import type { CheckTools, SchemeCheck } from "../suite.js";

/** Calls after which a scheme with `observe` has learnt what it can. */
const callsToLearn = 2;
const callsAfterwards = 5;

/** Refusals mean what the service says. */
export const refusalChecks: readonly SchemeCheck[] = [
  { title: "takes a 403 that lacks a permission for no rejection", run: checkForbidden },
  {
    title: "sends one request for each call once it has learnt from responses",
    appliesTo: ({ observe }) => observe !== undefined,
    run: checkOneRequest,
  },
  {
    title: "uses the newest of what responses teach",
    appliesTo: ({ observe }) => observe !== undefined,
    run: checkNewest,
  },
];

/** The service accepts the proof, and refuses what is asked. */
async function checkForbidden({ harness }: CheckTools): Promise<void> {
  const one = harness({
    service: async (request, { service, protectedUrl }) => {
      if (!isSameResource(request.url, protectedUrl)) return undefined;
      const response = await service(request, { clock: one.clock, timeout: {} });
      const status = typeof response === "number" ? response : (response?.status ?? 200);
      return status < 300 ? { status: 403, body: { message: "You may not do this" } } : response;
    },
  });
  const session = one.session();
  const advice = 'classify must return "rejected" for a 403 only if the response says that the credential is invalid';
  for (let call = 0; call < 6; call++) {
    const end: unknown = await one.call(session).catch((error: unknown) => error);
    const isForbidden = end instanceof Error && "code" in end && end.code === "HTTP_STATUS";
    assert.ok(
      isForbidden,
      `a 403 to a valid proof must fail with HTTP_STATUS, not with ${describeError(end)}: ${advice}`,
    );
  }
  const { logins, renewals } = one.watch;
  assert.ok(
    logins + renewals <= 1,
    `six calls with a 403 to a valid proof logged in ${logins + renewals} times: ${advice}`,
  );
}

async function checkOneRequest({ harness }: CheckTools): Promise<void> {
  const one = harness();
  const session = one.session();
  for (let call = 0; call < callsToLearn; call++) await one.call(session);
  const sent = one.received().length;
  for (let call = 0; call < callsAfterwards; call++) await one.call(session);
  assertOneEach(one, sent);
}

function assertOneEach(one: SchemeHarness, sent: number): void {
  const requests = one.received().length - sent;
  assert.equal(
    requests,
    callsAfterwards,
    `${callsAfterwards} calls in a row sent ${requests} requests: observe must return what the next request needs, apply must read it from context.state, and a count must follow context.use`,
  );
}

async function checkNewest({ harness }: CheckTools): Promise<void> {
  const one = harness();
  const session = one.session();
  for (let call = 0; call < callsToLearn; call++) await one.call(session);
  const { expireState } = one.subject;
  assert.ok(
    expireState !== undefined,
    "a scheme with observe needs expireState() of its subject: let the service refuse what it has taught so far, with a response that teaches something newer",
  );
  expireState();
  const end = await one.call(session).catch(describeError);
  const advice = "what the challenge brings must win over context.state, and observe must keep it";
  assert.equal(end, 200, `a call must succeed after the service has replaced what it taught: ${advice}`);
  const sent = one.received().length;
  for (let call = 0; call < callsAfterwards; call++) await one.call(session);
  assertOneEach(one, sent);
}
