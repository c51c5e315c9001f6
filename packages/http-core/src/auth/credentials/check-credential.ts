import { isPlainObject, memberOf } from "../../util/own-members.js";
import { quoteName } from "../../util/names/quote-name.js";
import { AuthSchemeError } from "../../errors.js";
import { checkPlainData, describeType } from "../plain-data.js";
import type { Credential } from "../scheme.js";

/**
 * Checks what a login returned, so that every process sees the same credential, whether it logged in itself or read the
 * credential from a token store. The value may be `undefined` for a scheme whose `apply` needs none.
 *
 * @param credential - of any content
 * @param scheme - the name of the scheme, for the message
 * @throws AuthSchemeError `CREDENTIAL_INVALID` with the path of what is not plain data; no value is shown
 */
export function checkCredential(credential: unknown, scheme: string): Credential<unknown> {
  if (!isPlainObject(credential)) refuse(scheme, "the login returned", credential, "an object with a value");
  checkNames(credential, scheme);
  for (const name of ["expiresAt", "renewAfter"] as const) {
    const date = memberOf(credential as Partial<Credential<unknown>>, name);
    if (date === undefined || Number.isFinite(date)) continue;
    refuse(scheme, `${name} is`, date, "a finite number of milliseconds since 1970");
  }
  const value = memberOf(credential as Partial<Credential<unknown>>, "value");
  if (value !== undefined) checkPlainData(value, "value", (...fault) => refuse(scheme, ...fault));
  return credential as Credential<unknown>;
}

const names = ["value", "expiresAt", "renewAfter"];

/** A name of another form would be ignored: the token would be missing in `apply`, or would never expire. */
function checkNames(credential: object, scheme: string): void {
  const unknown = Object.keys(credential).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const value = Object.hasOwn(credential, "value") ? "" : "no member value, but ";
  const expected = "{ value, expiresAt, renewAfter }, with what apply() needs in value";
  refuseCredential(scheme, `it has ${value}the unknown member ${quoteName(unknown)}; expected ${expected}`);
}

function refuse(scheme: string, what: string, found: unknown, expected: string): never {
  return refuseCredential(scheme, `${what} ${describeType(found)}; expected ${expected}`);
}

function refuseCredential(scheme: string, fault: string): never {
  const message = `Scheme ${scheme} returned a credential that can't be kept: ${fault}`;
  throw new AuthSchemeError("CREDENTIAL_INVALID", message);
}
