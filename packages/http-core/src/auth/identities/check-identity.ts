import { AuthSchemeError, InputError } from "../../errors.js";
import { isSecret } from "../../redaction/secret.js";
import { memberOf, mergeDefined } from "../../util/own-members.js";
import type { Identity } from "../scheme.js";

/**
 * Checks an identity before anything is sent.
 *
 * @param identity - from a scheme, of any content
 * @param scheme - the name of the scheme, for the message
 * @returns the same identity; a copy if it would inherit a member of a changed `Object.prototype`
 * @throws InputError `OPTION_INVALID` for an empty secret, which is most likely a missing setting;
 * AuthSchemeError `AUTH_SCHEME_INVALID` for anything that is not an identity
 */
export function checkIdentity(identity: Identity, scheme: string): Identity {
  if (typeof identity !== "object" || identity === null) refuse(scheme, "which is not an object");
  const [secret, extra] = [memberOf(identity, "secret"), memberOf(identity, "extra")];
  if (typeof memberOf(identity, "principal") !== "string") refuse(scheme, "whose principal is not text");
  if (secret !== undefined && !isSecret(secret)) refuse(scheme, "whose secret is not a Secret");
  if (extra !== undefined && !isTextRecord(extra)) refuse(scheme, "whose extra is not an object of texts");
  if (secret?.reveal() === "") {
    throw new InputError("OPTION_INVALID", `The secret of scheme ${scheme} is empty; give it a password, key or token`);
  }
  const isInheriting = identity.secret !== secret || identity.extra !== extra;
  return isInheriting ? (mergeDefined({ principal: identity.principal }, { secret, extra }) as Identity) : identity;
}

function isTextRecord(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).every((each) => typeof each === "string");
}

function refuse(scheme: string, fault: string): never {
  throw new AuthSchemeError("AUTH_SCHEME_INVALID", `Scheme ${scheme} returned an identity ${fault}`);
}
