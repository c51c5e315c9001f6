import assert from "node:assert/strict";
import { isSameResource } from "../harness/harness.js";
import { codeOf, describeError } from "../rejections.js";
import type { CheckTools, SchemeCheck } from "../suite.js";

const wrongCalls = 10;

/** Refusals mean what the service says. */
export const refusalChecks: readonly SchemeCheck[] = [
  { title: "does not treat a 403 for a missing permission as a rejection", run: checkForbidden },
  {
    title: "stops sending a wrong secret when the re-authentication window is exhausted",
    appliesTo: ({ acquire, classify }) => acquire === undefined && classify !== undefined,
    run: checkWrongSecret,
  },
];

/** The service accepts the proof, and refuses the request. */
async function checkForbidden({ harness }: CheckTools): Promise<void> {
  let ownStatus = 200;
  const one = harness({
    service: async (request, { respond, protectedUrl }) => {
      if (!isSameResource(request.url, protectedUrl)) return undefined;
      const response = await respond(request);
      ownStatus = typeof response === "number" ? response : (response?.status ?? 200);
      return ownStatus < 300 ? { status: 403, body: { message: "You may not do this" } } : response;
    },
  });
  const session = one.session();
  const advice = 'classify must return "rejected" for a 403 only if the response says that the credential is invalid';
  for (let call = 0; call < 6; call++) {
    const end: unknown = await one.call(session).catch((error: unknown) => error);
    assert.ok(
      ownStatus < 300,
      `the service refused the proof itself with status ${ownStatus}, so this check can't test a 403 to a valid one: find out why the service of \`make\` refuses call ${call + 1}`,
    );
    const isForbidden = codeOf(end) === "HTTP_STATUS" && (end as { readonly status?: unknown }).status === 403;
    assert.ok(
      isForbidden,
      `a 403 to a valid proof must be the result of its call, not ${describeError(end)}: ${advice}`,
    );
  }
  const { logins, renewals } = one.watch;
  assert.ok(
    logins + renewals <= 1,
    `six calls with a 403 to a valid proof logged in ${logins + renewals} times: ${advice}`,
  );
}

/**
 * A wrong secret that gets a challenge each time would be sent for ever, since the re-authentication window does not
 * count challenges.
 */
async function checkWrongSecret({ harness }: CheckTools): Promise<void> {
  const one = harness({ wrongSecret: true });
  const session = one.session();
  const ends: unknown[] = [];
  for (let call = 0; call < wrongCalls; call++) ends.push(await one.call(session).catch(codeOf));
  assert.equal(
    ends.at(-1),
    "RETRY_WINDOW_EXHAUSTED",
    `${wrongCalls} calls with a wrong secret sent ${one.received().length} requests, and the last ended with ${String(ends.at(-1))}: classify must return "rejected" where the service refuses the secret, so that the re-authentication window ends it. A refused proof whose challenge nothing else has used means that the secret is wrong`,
  );
}
