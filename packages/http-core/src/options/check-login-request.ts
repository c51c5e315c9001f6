import { readCheckedOptions, refuseOption, type OptionCheck } from "../authoring/check-options.js";
import type { LoginRequestOptions } from "../auth/scheme.js";
import { InputError } from "../errors.js";
import { refuseSeveralBodies, requestChecks, requestOwner } from "./check-options.js";
import type { CheckedRequestOptions, RequestOptions } from "./options.js";

/** Options of a call that a login's request does not have, each with what happens instead. */
const fixed: Readonly<Record<Exclude<keyof RequestOptions, keyof LoginRequestOptions | "redirect">, string>> = {
  baseUrl: "its URL is absolute",
  retry: "it is sent once",
  signal: "it ends with the login",
  reauthenticate: "only another scheme, given as auth, replaces its credential",
  hosts: "it goes to the scheme's loginOrigins only",
  allowHttp: "the scheme lists with http:// what may be reached by plain http",
  maxRedirects: "a redirect is returned, not followed",
  throwHttpErrors: "a status of 400 or more is returned, not thrown",
  jsonReviver: "its scheme reads the JSON itself",
  stream: "its response is read whole",
};

const fixedChecks = Object.entries(fixed).map(([name, instead]): [string, OptionCheck] => [
  name,
  () => {
    throw new InputError("OPTION_INVALID", `Option ${name} can't be set for a login's request: ${instead}`);
  },
]);

const checks: ReadonlyMap<string, OptionCheck> = new Map<string, OptionCheck>([
  ...Object.entries(requestChecks),
  ...fixedChecks,
  ["redirect", (name, value) => (value === "manual" ? value : refuseOption(name, '"manual" for a login\'s request'))],
]);

/**
 * Reads the options of a request that a login sends.
 *
 * @param options - as the scheme gave them
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 */
export function readLoginRequestOptions(options: LoginRequestOptions): CheckedRequestOptions {
  const own = readCheckedOptions<CheckedRequestOptions>(options, checks, requestOwner);
  refuseSeveralBodies(own);
  return own;
}
