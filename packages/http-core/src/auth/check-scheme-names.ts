import { refuseName } from "../authoring/check-options.js";
import { nearestName } from "../util/names/nearest-name.js";
import { isPlainObject, memberOf } from "../util/own-members.js";
import type { AnyAuthScheme } from "./scheme.js";

const memberNames = [
  "name",
  "origins",
  "loginOrigins",
  "secrets",
  "acquireTimeoutMs",
  "identity",
  "acquire",
  "renew",
  "release",
  "apply",
  "observe",
  "classify",
] as const satisfies readonly (keyof AnyAuthScheme)[];
type MemberName = (typeof memberNames)[number];

/** What other libraries call a member, in lower case. */
const foreignNames: Readonly<Record<string, MemberName>> = {
  login: "acquire",
  authenticate: "acquire",
  gettoken: "acquire",
  refresh: "renew",
  refreshtoken: "renew",
  logout: "release",
  revoke: "release",
  sign: "apply",
  authorize: "apply",
  onresponse: "observe",
  hosts: "origins",
};

const listNames = ["headers", "query", "fields"];

/**
 * Refuses the names in an object literal that were meant for a member of a scheme, since such a member would never be used: no
 * renewal would run, or no header would be masked. A scheme may have other members of its own, and an instance of a class any.
 *
 * @param option - the option that holds the scheme, for the message
 * @param scheme - of any content
 * @throws InputError `OPTION_UNKNOWN`
 */
export function checkSchemeNames(option: string, scheme: Readonly<Record<string, unknown>>): void {
  if (!isPlainObject(scheme)) return;
  const missing = memberNames.filter((name) => memberOf(scheme, name) === undefined);
  for (const name of Object.keys(scheme)) {
    const meant = meantBy(name, missing);
    if (meant === undefined || memberNames.includes(name as MemberName)) continue;
    refuseName(name, memberNames, { name: option, findRemedy: () => `did you mean "${meant}"?` });
  }
}

/**
 * Refuses unknown kinds of secret names.
 *
 * @param option - the option that holds them, for the message
 * @param secrets - of a scheme
 * @throws InputError `OPTION_UNKNOWN`
 */
export function checkSecretKinds(option: string, secrets: object): void {
  const unknown = Object.keys(secrets).find((name) => !listNames.includes(name));
  if (unknown !== undefined) refuseName(unknown, listNames, { name: option, parent: option });
}

/** A name that resembles a member which the scheme has is a member of its own. */
function meantBy(name: string, missing: readonly MemberName[]): string | undefined {
  const typed = name.toLowerCase();
  const foreign = Object.hasOwn(foreignNames, typed) ? foreignNames[typed] : undefined;
  return foreign !== undefined && missing.includes(foreign) ? foreign : nearestName(name, missing);
}
