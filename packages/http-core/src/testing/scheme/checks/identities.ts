import assert from "node:assert/strict";
import { Secret } from "../../../redaction/secret.js";
import type { Identity } from "../../../auth/scheme.js";
import { countReplacements } from "../expire.js";
import type { SchemeHarness } from "../harness/harness.js";
import { describeError } from "../rejections.js";
import type { CheckTools, SchemeCheck } from "../suite.js";

/** The identity contains what the credential depends on. */
export const identityChecks: readonly SchemeCheck[] = [
  { title: "names an identity with a principal and a masked secret", run: checkIdentity },
  { title: "has another identity with another secret", run: checkSecretIdentity },
  { title: "keeps calls with other authOptions apart", run: checkOtherCall },
];

function identityOf(harness: SchemeHarness): Promise<Identity> {
  const { scheme, authOptions } = harness.subject;
  return harness.finish(Promise.resolve(scheme.identity(authOptions)));
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
    first.secret === undefined || first.secret instanceof Secret,
    "identity().secret must be a Secret, or be left out if the scheme has none",
  );
  assert.deepEqual(nameOf(second), nameOf(first), "the same account must have the same identity each time");
}

async function checkSecretIdentity({ harness }: CheckTools): Promise<void> {
  const [one, other] = [await identityOf(harness()), await identityOf(harness({ wrongSecret: true }))];
  assert.ok(
    one.secret !== undefined && other.secret !== undefined,
    "identity() has no secret: put the password or key into it, so that a rejected one is not sent again. If the scheme has none, declare that in `cannot`",
  );
  assert.notEqual(
    one.secret.fingerprint(),
    other.secret.fingerprint(),
    "identity().secret is the same for two passwords or keys: it must be the one that the service checks",
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
  const { authOptions: otherOptions, protectedUrl: url = one.subject.protectedUrl } = otherCall;
  const callOther = (): Promise<number> => one.call(session, { url, authOptions: otherOptions });
  const ends: unknown[] = [];
  for (let turn = 0; turn < 3; turn++) {
    ends.push(await one.call(session).catch(describeError), await callOther().catch(describeError));
  }
  assert.deepEqual([...new Set(ends)], [200], "calls with two authOptions in turn must get status 200");
  const logins = countReplacements(one);
  assert.ok(
    logins <= 2,
    `calls with two authOptions in turn logged in ${logins} times, expected at most 2: put what the login depends on (tenant, scope, account) into identity().extra`,
  );
}

function nameOf({ principal, secret, extra = {} }: Identity): readonly unknown[] {
  return [principal, secret?.fingerprint(), extra];
}
