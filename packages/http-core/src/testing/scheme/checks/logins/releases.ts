import assert from "node:assert/strict";
import type { Credential } from "../../../../auth/scheme.js";
import type { Session } from "../../../../session/session.js";
import type { SchemeHarness } from "../../harness/harness.js";
import { overrideScheme } from "../../harness/watched-scheme.js";
import { canary } from "../../malformed-responses.js";
import { describeError } from "../../rejections.js";
import type { CheckTools, SchemeCheck } from "../../suite.js";
import { findOutdatedSecret, recordSteps } from "./login-steps.js";

/** More requests than a logout sends. */
const maxLogoutRequests = 5;

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
  const { credential } = one.watch.applied.at(-1) ?? {};
  const end = await one.call(sessionWith(one, credential)).catch(describeError);
  assert.ok(
    end !== 200,
    `the service accepted the credential after release: release must tell the service which credential ends. If the service lets it expire, declare that in \`cannot\``,
  );
}

/** Makes a session that has only this credential. It responds to challenges as any session does. */
function sessionWith(one: SchemeHarness, value: unknown): Session {
  const acquire = (): Promise<Credential<unknown>> => Promise.resolve({ value });
  const { renew: _renew, release: _release, ...auth } = overrideScheme(one.scheme, { acquire });
  return one.session({ auth });
}

/** A logout may send several requests. They are refused one after the other. */
async function checkRefusedLogout({ harness }: CheckTools): Promise<void> {
  let hasRefused = true;
  for (let turn = 1; hasRefused && turn <= maxLogoutRequests; turn++) hasRefused = await refuseInLogout(harness, turn);
}

/**
 * Refuses one request of a logout.
 *
 * @param harness - makes a harness
 * @param turn - the number of the request, from 1
 * @returns false if the logout sends fewer requests
 */
async function refuseInLogout(harness: CheckTools["harness"], turn: number): Promise<boolean> {
  let sent = 0;
  const one: SchemeHarness = harness({
    service: () => {
      if (!one.watch.underWay.get("release") || ++sent !== turn) return undefined;
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
  if (sent < turn) return false;
  assert.ok(
    error !== undefined,
    `a logout whose request ${turn} the service refused with status 500 seemed to succeed: context.send returns every status, so release must check each and throw AuthenticationError("transient")`,
  );
  const hidden = [canary, ...one.subject.secrets()];
  assert.ok(
    !one.texts().some((text) => hidden.some((value) => text.includes(value))),
    "the error of a refused logout quotes the response or a secret: say only what failed, with the status",
  );
  return true;
}
