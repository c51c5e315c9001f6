import { events } from "../../events.js";
import { memberOf } from "../../util/own-members.js";
import type { ResponseHead } from "../scheme.js";
import type { CredentialCaller } from "./credential-caller.js";
import type { ObtainedCredential } from "./obtain-credential.js";

/**
 * Reports a new credential to the logger and the diagnostics channel: how the scheme got it and when it expires, never its
 * value.
 *
 * @param caller - started the login
 * @param obtained - the credential, and how the scheme got it
 */
export function reportCredential({ scheme, logger }: CredentialCaller, obtained: ObtainedCredential): void {
  const { obtainedBy, credential } = obtained;
  const expiresAt = memberOf(credential, "expiresAt");
  const facts = { scheme: scheme.name, obtainedBy, ...(expiresAt === undefined ? {} : { expiresAt }) };
  const done = obtainedBy === "renew" ? "renewed its credential" : "logged in";
  logger.info(`Scheme ${scheme.name} ${done}; the credential ${describeExpiry(expiresAt)}`, facts);
  events.credential.publish(() => facts);
}

/** Reports that a login follows, because a server rejected the credential. */
export function warnOfRejection({ scheme, logger }: CredentialCaller, { status }: ResponseHead): void {
  logger.warn(
    `The server rejected the credential of scheme ${scheme.name} with status ${status}; it is being replaced`,
  );
}

/** A scheme may give a time that no `Date` can hold, for a credential that never expires. */
function describeExpiry(expiresAt: number | undefined): string {
  const date = new Date(expiresAt ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? "has no known expiry" : `expires at ${date.toISOString()}`;
}
