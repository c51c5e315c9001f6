import assert from "node:assert/strict";
import type { SchemeHarness } from "../../harness/harness.js";
import { canary } from "../../malformed-responses.js";
import { describeError } from "../../rejections.js";
import type { CheckTools, SchemeCheck } from "../../suite.js";
import { applyAgain } from "../apply-again.js";
import { findOutdatedSecret, recordSteps } from "./login-steps.js";

/** A logout ends the credential at the service. */
export const releaseChecks: readonly SchemeCheck[] = [
  { title: "ends its newest credential at the service by a logout", run: checkLogout },
  { title: "fails where the service refuses a logout, and quotes nothing of its response", run: checkRefusedLogout },
].map((check) => ({ ...check, appliesTo: ({ release }) => release !== undefined }));

async function checkLogout({ harness }: CheckTools): Promise<void> {
  const one = harness();
  const { auth, steps } = recordSteps(one);
  const session = one.session({ auth });
  await one.call(session);
  if (one.scheme.renew !== undefined) await one.finish(session.renewCredential());
  await one.call(session);
  const error = await one.finish(session.logout()).then(() => undefined, describeError);
  assert.equal(error, undefined, `a logout with a valid credential failed with ${error}`);
  const outdated = findOutdatedSecret(steps, one.subject.secrets());
  assert.equal(
    outdated,
    undefined,
    `release sent an older "${outdated}" than the service had issued: use that of the credential that release is given`,
  );
  const status = await statusOfLastProof(one);
  assert.ok(
    status === 401 || status === 403,
    `the service accepted the credential after release, with status ${status}: release must tell the service which credential ends. If the service lets it expire, declare that in \`cannot\``,
  );
}

/** Sends what a copy of the last request with the released credential would send. */
async function statusOfLastProof(one: SchemeHarness): Promise<number> {
  const request = await applyAgain(one, () => ({}));
  const response = await one.finish(one.transport.send(request, { clock: one.clock, timeout: {} }));
  return response.status;
}

async function checkRefusedLogout({ harness }: CheckTools): Promise<void> {
  let refused = 0;
  const one: SchemeHarness = harness({
    service: () => {
      if (!one.watch.underWay.get("release")) return undefined;
      refused++;
      return { status: 500, headers: { "content-type": "text/html" }, body: `<html>${canary}</html>` };
    },
  });
  const session = one.session({ retry: false });
  await one.call(session);
  const error: unknown = await one.finish(session.logout()).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  one.keep(error);
  // A release without requests can't be refused.
  if (refused === 0) return;
  assert.ok(
    error !== undefined,
    'a logout that the service refused with status 500 seemed to succeed: context.send returns every status, so release must check it and throw AuthenticationError("transient")',
  );
  const hidden = [canary, ...one.subject.secrets()];
  assert.ok(
    !one.texts().some((text) => hidden.some((value) => text.includes(value))),
    "the error of a refused logout quotes the response or a secret: say only what failed, with the status",
  );
}
