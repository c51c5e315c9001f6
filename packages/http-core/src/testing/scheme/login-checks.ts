import assert from "node:assert/strict";
import type { AcquireContext } from "../../auth/scheme.js";
import { isAuthenticationError, isHttpCoreError, isRetryWindowExhaustedError } from "../../errors.js";
import type { TestRunner } from "../runner.js";
import { bench, type Bench, type SchemeSubject, type SubjectOptions } from "./subject.js";

type Make = (options: SubjectOptions) => SchemeSubject;

/** The checks of a scheme that logs in. */
export function testLogin({ it }: TestRunner, make: Make): void {
  it("logs in once for many calls on a cold start", async () => {
    const on = bench(make);
    const session = on.session();
    const statuses = await Promise.all(Array.from({ length: 20 }, () => on.call(session)));
    assert.deepEqual([...new Set(statuses)], [200]);
    assert.equal(on.logins(), 1);
  });

  it("shares one login between sessions of one identity", async () => {
    const on = bench(make);
    await Promise.all([on.session(), on.session(), on.session()].map((session) => on.call(session)));
    assert.equal(on.logins(), 1, "identity() must name the same account each time");
  });

  it("replaces an expired credential once, and repeats each call once", async () => {
    const on = bench(make);
    const session = on.session();
    await on.call(session);
    expire(on);
    const statuses = await Promise.all(Array.from({ length: 20 }, () => on.call(session)));
    assert.deepEqual([...new Set(statuses)], [200]);
    assert.ok(on.logins() <= 2, `one replacement is enough; there were ${on.logins() - 1}`);
    assert.ok(on.calls() <= 1 + 2 * 20, "each call may be sent twice, not more");
  });

  it("keeps to the retry window", async () => {
    const on = bench(make);
    const session = on.session({ retryWindow: { limit: 1 } });
    await on.call(session);
    expire(on);
    await on.call(session);
    expire(on);
    const sent = on.transport.requests.length;
    const error = await failure(on.call(session));
    assert.ok(isRetryWindowExhaustedError(error), "the second replacement must be refused");
    assert.equal(on.transport.requests.length, sent + 1, "nothing may be sent once the window is exhausted");
  });

  it("sends a wrong secret once and never again", async () => {
    const on = bench(make, true);
    const session = on.session();
    for (let i = 0; i < 10; i++) await on.call(session).catch((error: unknown) => on.keep(error));
    assert.equal(on.logins(), 1, 'acquire must end with AuthenticationError("rejected") where the secret is wrong');
    const error = await failure(on.call(session));
    assert.ok(isAuthenticationError(error) && error.code === "AUTH_LATCHED", "a rejected secret must be latched");
  });

  it("ends a login that hangs at its own deadline", async () => {
    const on = bench(make, false, () => new Promise(() => {}));
    const call = failure(on.call(on.session({ timeout: { totalMs: 0, connectMs: 0, firstByteMs: 0, idleMs: 0 } })));
    await on.clock.advance((on.subject.scheme.acquireTimeoutMs ?? 60_000) + 1);
    const error = await call;
    assert.ok(isHttpCoreError(error) && error.code === "AUTH_TIMEOUT", "a hanging login must end with AUTH_TIMEOUT");
  });

  it("lets one caller abort without ending the login for others", async () => {
    const on = bench(make);
    const controller = new AbortController();
    const session = on.session();
    const hasty = failure(session.get(on.subject.protectedUrl, { signal: controller.signal }));
    const patient = on.call(session);
    controller.abort();
    assert.ok(isHttpCoreError(await hasty));
    assert.equal(await patient, 200);
    assert.equal(on.logins(), 1);
  });

  it("logs in without the credential that is being replaced", () => checkNoStaleCredential(bench(make)));
}

async function checkNoStaleCredential(on: Bench): Promise<void> {
  const { scheme } = on.subject;
  const sent: string[] = [];
  const auth = Object.assign(Object.create(scheme) as typeof scheme, {
    acquire: async (context: AcquireContext<unknown>) => {
      const first = on.transport.requests.length;
      const credential = await scheme.acquire?.(context);
      sent.push(JSON.stringify(on.transport.requests.slice(first).map(({ headers }) => [...headers])));
      return credential;
    },
  });
  const session = on.session({ auth });
  await on.call(session);
  const before = on.subject.secrets();
  expire(on);
  await on.call(session);
  for (const requests of sent.slice(1)) {
    for (const secret of before)
      assert.ok(!requests.includes(secret), "a login request carried an old credential in a header");
  }
}

function expire({ subject }: Bench): void {
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
