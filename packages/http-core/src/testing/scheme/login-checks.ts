import assert from "node:assert/strict";
import type { Credential } from "../../auth/scheme.js";
import { isAuthenticationError, isHttpCoreError, isRetryWindowExhaustedError } from "../../errors.js";
import type { TestRunner } from "../runner.js";
import { createHarness, overrideScheme, type SchemeHarness } from "./harness.js";
import type { MakeSubject } from "./subject.js";

/**
 * Declares the checks of a scheme that logs in.
 *
 * @param runner - runs the checks
 * @param make - makes a subject for each check
 */
export function testLogin({ it }: TestRunner, make: MakeSubject): void {
  it("logs in once for many calls harness a cold start", async () => {
    const harness = createHarness(make);
    const session = harness.session();
    const statuses = await Promise.all(Array.from({ length: 20 }, () => harness.call(session)));
    assert.deepEqual([...new Set(statuses)], [200]);
    assert.equal(harness.logins(), 1);
  });

  it("shares one login between sessions of one identity", async () => {
    const harness = createHarness(make);
    await Promise.all(
      [harness.session(), harness.session(), harness.session()].map((session) => harness.call(session)),
    );
    assert.equal(harness.logins(), 1, "identity() must name the same account each time");
  });

  it("replaces an expired credential once, and repeats each call once", async () => {
    const harness = createHarness(make);
    const session = harness.session();
    await harness.call(session);
    expire(harness);
    const statuses = await Promise.all(Array.from({ length: 20 }, () => harness.call(session)));
    assert.deepEqual([...new Set(statuses)], [200]);
    assert.ok(harness.logins() <= 2, `one replacement is enough; there were ${harness.logins() - 1}`);
    assert.ok(harness.calls() <= 1 + 2 * 20, "each call may be sent twice, not more");
  });

  it("keeps to the retry window", async () => {
    const harness = createHarness(make);
    const session = harness.session({ retryWindow: { limit: 1 } });
    await harness.call(session);
    expire(harness);
    await harness.call(session);
    expire(harness);
    const sent = harness.transport.requests.length;
    const error = await failure(harness.call(session));
    assert.ok(isRetryWindowExhaustedError(error), "the second replacement must be refused");
    assert.equal(harness.transport.requests.length, sent + 1, "nothing may be sent once the window is exhausted");
  });

  it("sends a wrong secret once and never again", async () => {
    const harness = createHarness(make, { wrongSecret: true });
    const session = harness.session();
    for (let i = 0; i < 10; i++) await harness.call(session).catch((error: unknown) => harness.keep(error));
    assert.equal(
      harness.logins(),
      1,
      'acquire must end with AuthenticationError("rejected") where the secret is wrong',
    );
    const error = await failure(harness.call(session));
    assert.ok(isAuthenticationError(error) && error.code === "AUTH_LATCHED", "a rejected secret must be latched");
  });

  it("ends a login that hangs at its own deadline", async () => {
    const harness = createHarness(make, { service: () => new Promise(() => {}) });
    const call = failure(
      harness.call(harness.session({ timeout: { totalMs: 0, connectMs: 0, firstByteMs: 0, idleMs: 0 } })),
    );
    await harness.clock.advance((harness.subject.scheme.acquireTimeoutMs ?? 60_000) + 1);
    const error = await call;
    assert.ok(isHttpCoreError(error) && error.code === "AUTH_TIMEOUT", "a hanging login must end with AUTH_TIMEOUT");
  });

  it("lets one caller abort without ending the login for others", async () => {
    const harness = createHarness(make);
    const controller = new AbortController();
    const session = harness.session();
    const hasty = failure(session.get(harness.subject.protectedUrl, { signal: controller.signal }));
    const patient = harness.call(session);
    controller.abort();
    assert.ok(isHttpCoreError(await hasty));
    assert.equal(await patient, 200);
    assert.equal(harness.logins(), 1);
  });

  it("logs in without the credential that is being replaced", () => checkNoStaleCredential(createHarness(make)));
}

async function checkNoStaleCredential(harness: SchemeHarness): Promise<void> {
  const { scheme } = harness.subject;
  const sent: string[] = [];
  const auth = overrideScheme(scheme, {
    acquire: async (context) => {
      const first = harness.transport.requests.length;
      const credential = await (scheme.acquire?.(context) as Promise<Credential<unknown>>);
      sent.push(JSON.stringify(harness.transport.requests.slice(first).map(({ headers }) => [...headers])));
      return credential;
    },
  });
  const session = harness.session({ auth });
  await harness.call(session);
  const before = harness.subject.secrets();
  expire(harness);
  await harness.call(session);
  for (const requests of sent.slice(1)) {
    for (const secret of before)
      assert.ok(!requests.includes(secret), "a login request carried an old credential in a header");
  }
}

function expire({ subject }: SchemeHarness): void {
  assert.ok(subject.expireCredentials !== undefined, "a scheme with a login needs expireCredentials()");
  subject.expireCredentials();
}

async function failure(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  assert.fail("the call was expected to fail");
}
