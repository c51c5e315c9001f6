import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { isSecret } from "../../../redaction/secret.js";
import type { Identity } from "../../../auth/scheme.js";
import { countReplacements } from "../expire.js";
import type { SchemeHarness } from "../harness/harness.js";
import { describeError } from "../rejections.js";
import type { CheckTools, SchemeCheck } from "../suite.js";
import { textsSent } from "./logins/login-steps.js";

/** The identity contains what the credential depends on. */
export const identityChecks: readonly SchemeCheck[] = [
  { title: "names an identity with a principal and a masked secret", isIndependent: true, run: checkIdentity },
  { title: "has another identity with another secret", isIndependent: true, run: checkSecretIdentity },
  {
    title: "has another identity with other authOptions",
    appliesTo: ({ acquire }) => acquire !== undefined,
    isIndependent: true,
    run: checkOtherIdentity,
  },
  { title: "keeps calls with different authOptions separate", run: checkOtherCall },
  {
    title: "keeps concurrent logins with different authOptions separate",
    appliesTo: ({ acquire }) => acquire !== undefined,
    run: checkLoginsAtOnce,
  },
];

const identityAdvice = "put what the login depends on (tenant, scope, account) into identity().extra";

function identityOf(harness: SchemeHarness, authOptions = harness.subject.authOptions): Promise<Identity> {
  return harness.finish(Promise.resolve(harness.subject.scheme.identity(authOptions)));
}

async function checkIdentity({ harness }: CheckTools): Promise<void> {
  const one = harness();
  const [first, second] = [await identityOf(one), await identityOf(one)];
  assert.equal(
    typeof first.principal,
    "string",
    "identity().principal must be text; use an empty text if there is none",
  );
  assert.ok(
    first.secret === undefined || isSecret(first.secret),
    "identity().secret must be a Secret, or be left out if the scheme has none",
  );
  assert.deepEqual(nameOf(second), nameOf(first), "the same account must have the same identity each time");
  assertNoSecret(one, "principal", [first.principal]);
  assertNoSecret(one, "extra", Object.entries(first.extra ?? {}).flat());
}

function assertNoSecret({ subject }: SchemeHarness, member: string, texts: readonly string[]): void {
  const shown = subject.secrets().findIndex((secret) => texts.some((text) => text.includes(secret)));
  assert.ok(
    shown < 0,
    `identity().${member} has the value at index ${shown} of secrets() as plain text: put it into identity().secret as a Secret. If the secret alone says who calls, the principal is an empty text`,
  );
}

async function checkSecretIdentity({ harness }: CheckTools): Promise<void> {
  const [one, other] = [await identityOf(harness()), await identityOf(harness({ wrongSecret: true }))];
  assert.ok(
    one.secret !== undefined && other.secret !== undefined,
    "identity() has no secret: put the password or key into it, so that a rejected one is not sent again. If the scheme has none, declare that in `cannot`",
  );
  assert.ok(
    one.secret.fingerprint() !== other.secret.fingerprint(),
    "identity().secret is the same for two passwords or keys: it must be the one that the service checks",
  );
}

/** The test service may ignore the tenant, and then give every tenant the token of another one. */
async function checkOtherIdentity({ harness }: CheckTools): Promise<void> {
  const one = harness();
  const { otherCall } = one.subject;
  if (otherCall === undefined) return;
  const [own, other] = [await identityOf(one), await identityOf(one, otherCall.authOptions)];
  assert.ok(
    !isDeepStrictEqual(nameOf(other), nameOf(own)),
    `the authOptions of the subject and of otherCall have the same identity, so both would share one login: ${identityAdvice}. If one login is for both, declare that in \`cannot\``,
  );
}

async function checkOtherCall({ harness }: CheckTools): Promise<void> {
  const one = harness();
  const { otherCall, authOptions } = one.subject;
  if (otherCall === undefined) {
    return assert.ok(
      authOptions === undefined,
      "a subject with authOptions needs otherCall as well: the options of another tenant, scope or account",
    );
  }
  const session = one.session();
  const callOther = (): Promise<number> => one.call(session, otherOptions(one));
  const ends: unknown[] = [];
  for (let turn = 0; turn < 3; turn++) {
    ends.push(await one.call(session).catch(describeError), await callOther().catch(describeError));
  }
  assert.deepEqual([...new Set(ends)], [200], "calls with two authOptions in turn must get status 200");
  const logins = countReplacements(one);
  assert.ok(
    logins <= 2,
    `calls with two authOptions in turn logged in ${logins} times, expected at most 2: ${identityAdvice}`,
  );
}

/**
 * Calls with two authOptions that log in at once send what each of them would send alone. A scheme that keeps the options of a call
 * in a variable of its own mixes them up.
 */
async function checkLoginsAtOnce({ harness }: CheckTools): Promise<void> {
  const [own = none, other = none] = await textsInTurn(harness, ["own", "other"]);
  const [otherFirst = none, ownSecond = none] = await textsInTurn(harness, ["other", "own"]);
  // What depends on the order of the logins, such as a nonce, differs between these two runs.
  const expected = [
    ...[...own].filter((text) => ownSecond.has(text) && !other.has(text)),
    ...[...other].filter((text) => otherFirst.has(text) && !own.has(text)),
  ];
  const record = recordLogins(harness);
  await Promise.all([record.call("own"), record.call("other")]);
  const sent = record.takeTexts();
  const missing = expected.filter((text) => !sent.has(text)).length;
  assert.equal(
    missing,
    0,
    `two logins at once, with two authOptions, left out ${missing} of the ${expected.length} texts that they send in turn: keep nothing of a call in the scheme, and read context.options in acquire`,
  );
}

const none: ReadonlySet<string> = new Set();

type Caller = "own" | "other";

/** Calls, and what their logins send: each URL, header, field and body. */
interface LoginRecord {
  call(caller: Caller): Promise<unknown>;
  /** Returns what logins have sent since the last time. */
  takeTexts(): ReadonlySet<string>;
}

function recordLogins(harness: CheckTools["harness"]): LoginRecord {
  const texts = new Set<string>();
  const one: SchemeHarness = harness({
    service: (request) => {
      if (one.watch.underWay.get("acquire")) for (const text of textsSent(request)) texts.add(text);
      return undefined;
    },
  });
  const session = one.session();
  return {
    call: (caller) => one.call(session, caller === "own" ? {} : otherOptions(one)).catch(describeError),
    takeTexts() {
      const taken = new Set(texts);
      texts.clear();
      return taken;
    },
  };
}

/** Makes one call after the other, and returns what the login of each has sent. */
async function textsInTurn(harness: CheckTools["harness"], callers: readonly Caller[]): Promise<ReadonlySet<string>[]> {
  const record = recordLogins(harness);
  const texts: ReadonlySet<string>[] = [];
  for (const caller of callers) {
    await record.call(caller);
    texts.push(record.takeTexts());
  }
  return texts;
}

/** The options of the subject's other call; those of its only call if there is no other. */
function otherOptions({ subject }: SchemeHarness): { readonly url: string; readonly authOptions: unknown } {
  const { otherCall = subject, protectedUrl } = subject;
  return { url: otherCall.protectedUrl ?? protectedUrl, authOptions: otherCall.authOptions };
}

function nameOf({ principal, secret, extra = {} }: Identity): readonly unknown[] {
  return [principal, secret?.fingerprint(), extra];
}
