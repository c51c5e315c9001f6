import assert from "node:assert/strict";
import { AuthenticationError, isRetryWindowExhaustedError } from "../../../../errors.js";
import { defaultAcquireTimeoutMs } from "../../../../defaults.js";
import { countReplacements, expireCredentials } from "../../expire.js";
import type { SchemeHarness } from "../../harness/harness.js";
import { codeOf, describeError, failureOf } from "../../rejections.js";
import type { CheckTools, SchemeCheck } from "../../suite.js";
import { overrideScheme } from "../../harness/watched-scheme.js";

/** Logins happen once, and within their limits. */
export const loginChecks: readonly SchemeCheck[] = [
  { title: "logs in once for many calls after a cold start", run: checkColdStart },
  { title: "shares one login between sessions of one identity", run: checkSharing },
  { title: "replaces an expired credential once, and resends each call once", run: checkExpiry },
  { title: "keeps to the re-authentication window", run: checkWindow },
  { title: "sends a wrong secret once and never again", run: checkWrongSecret },
  { title: "ends a login that hangs at its own deadline", run: checkDeadline },
  { title: "lets one caller abort without ending the login for others", run: checkAbort },
  { title: "logs in without the credential that is being replaced", run: checkNoStaleCredential },
].map((check) => ({ ...check, appliesTo: ({ acquire }) => acquire !== undefined }));

async function checkColdStart({ harness }: CheckTools): Promise<void> {
  const one = harness();
  const session = one.session();
  assert.deepEqual(
    await endsOf(
      one,
      Array.from({ length: 20 }, () => session),
    ),
    [200],
  );
  assert.equal(
    one.watch.logins,
    1,
    "20 calls at once must log in once: identity() must name the same account each time",
  );
}

async function checkSharing({ harness }: CheckTools): Promise<void> {
  const one = harness();
  assert.deepEqual(await endsOf(one, [one.session(), one.session(), one.session()]), [200]);
  assert.equal(one.watch.logins, 1, "three sessions must log in once: identity() must name the same account each time");
}

async function checkExpiry({ harness }: CheckTools): Promise<void> {
  const one = harness();
  const session = one.session();
  await one.call(session);
  const [replaced, sent] = [countReplacements(one), one.received().length - one.watch.challenges];
  expireCredentials(one);
  assert.deepEqual(
    await endsOf(
      one,
      Array.from({ length: 20 }, () => session),
    ),
    [200],
    'calls must succeed after the service has expired the credential: classify must return "rejected" for its refusal',
  );
  // A renewal that is rejected is followed by a login.
  const logins = countReplacements(one) - replaced;
  // A request is sent again after a challenge for another reason than its credential.
  const requests = one.received().length - one.watch.challenges - sent;
  assert.ok(logins >= 1 && logins <= 2, `one replacement is enough for 20 calls; there were ${logins}`);
  assert.ok(one.watch.logins <= 2, `one login is enough for 20 calls; there were ${one.watch.logins - 1}`);
  assert.ok(
    requests <= 2 * 20,
    `20 calls sent ${requests} requests in addition to those that were challenged; each may be sent twice, not more`,
  );
}

async function checkWindow({ harness }: CheckTools): Promise<void> {
  const one = harness();
  const session = one.session({ retryWindow: { limit: 1 } });
  await one.call(session);
  expireCredentials(one);
  await one.call(session);
  expireCredentials(one);
  const sent = one.transport.requests.length - one.watch.challenges;
  const error = await failureOf(one.call(session), "the second replacement in one window must be refused");
  assert.ok(
    isRetryWindowExhaustedError(error),
    `the second replacement must fail with RETRY_WINDOW_EXHAUSTED, not with ${describeError(error)}: classify must return "rejected" for the refusal of an expired credential`,
  );
  const requests = one.transport.requests.length - one.watch.challenges;
  assert.equal(requests, sent + 1, "nothing may be sent once the window is exhausted");
}

async function checkWrongSecret({ harness }: CheckTools): Promise<void> {
  const one = harness({ wrongSecret: true });
  const session = one.session();
  const ends: unknown[] = [];
  for (let i = 0; i < 10; i++) ends.push(await one.call(session).catch(codeOf));
  const { subject, watch } = one;
  const { secret } = await subject.scheme.identity(subject.authOptions);
  if (secret === undefined) {
    // Nothing can be latched without a secret: the re-authentication window limits the logins.
    const isLimited = watch.logins <= 6 && ends.every((end) => typeof end === "string");
    return assert.ok(isLimited, `a wrong secret led to ${watch.logins} logins in 10 calls, and to ${String(ends)}`);
  }
  const advice = 'acquire must end with AuthenticationError("rejected") where the secret is wrong';
  assert.equal(watch.logins, 1, `a wrong secret was sent ${watch.logins} times, expected once: ${advice}`);
  assert.equal(ends.at(-1), "AUTH_LATCHED", `a rejected secret must be latched: ${advice}`);
}

async function checkDeadline({ harness }: CheckTools): Promise<void> {
  const one = harness();
  const { scheme, clock } = one;
  const sending = Promise.withResolvers<"sending">();
  const auth = overrideScheme(scheme, {
    acquire: (context) => {
      const send = (): Promise<never> => {
        sending.resolve("sending");
        return new Promise(() => {});
      };
      return acquireOf(one)({ ...context, send });
    },
  });
  const endless = { totalMs: 0, connectMs: 0, firstByteMs: 0, idleMs: 0 };
  const end = one.call(one.session({ auth, timeout: endless })).catch(codeOf);
  // A login that sends nothing can't hang on a service.
  if ((await Promise.race([end, sending.promise])) !== "sending") return;
  await clock.advance((scheme.acquireTimeoutMs ?? defaultAcquireTimeoutMs) + 1);
  assert.equal(await end, "AUTH_TIMEOUT", "a login whose service never responds must end with AUTH_TIMEOUT");
}

async function checkAbort({ harness }: CheckTools): Promise<void> {
  const one = harness();
  const controller = new AbortController();
  const session = one.session();
  const hasty = failureOf(
    one.call(session, { signal: controller.signal }),
    "a call whose signal aborts before it is sent must fail",
  );
  const patient = one.call(session);
  controller.abort();
  assert.equal(codeOf(await hasty), "ABORTED");
  assert.equal(
    await patient,
    200,
    "the login must continue for the other call: use context.signal, never one of a call",
  );
  assert.equal(one.watch.logins, 1, "the other call must use the running login");
}

async function checkNoStaleCredential({ harness }: CheckTools): Promise<void> {
  const one = harness();
  const { scheme } = one;
  const sent: string[] = [];
  const auth = overrideScheme(scheme, {
    acquire: async (context) => {
      const first = one.transport.requests.length;
      const credential = await acquireOf(one)(context);
      sent.push(JSON.stringify(one.transport.requests.slice(first).map(({ headers }) => [...headers])));
      return credential;
    },
  });
  const session = one.session({ auth });
  await one.call(session);
  const before = one.subject.secrets();
  const identity = await scheme.identity(one.subject.authOptions);
  const old = before.filter((secret) => secret !== identity.secret?.reveal());
  const isOfLogin = (secret: string): boolean => (sent[0] ?? "").includes(secret);
  expireCredentials(one);
  await one.call(session);
  for (const requests of sent.slice(1)) {
    const stale = old.find((secret) => requests.includes(secret) && !isOfLogin(secret));
    assert.ok(stale === undefined, "a login request carried an old credential in a header: log in without it");
  }
}

function acquireOf({ scheme }: SchemeHarness): NonNullable<typeof scheme.acquire> {
  if (scheme.acquire === undefined) throw new AuthenticationError("transient", "the scheme has no acquire");
  return scheme.acquire;
}

/** Makes a call with each session at once, and returns the different ends. */
async function endsOf(
  one: SchemeHarness,
  sessions: readonly ReturnType<SchemeHarness["session"]>[],
): Promise<unknown[]> {
  return [...new Set(await Promise.all(sessions.map((session) => one.call(session).catch(describeError))))];
}
