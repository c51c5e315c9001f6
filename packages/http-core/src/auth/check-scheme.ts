import { refuseOption } from "../authoring/check-options.js";
import { memberOf } from "../util/own-members.js";
import { checkSchemeNames, checkSecretKinds } from "./check-scheme-names.js";

const guide = 'see the guide "Writing an auth package"';
const expected = `false, or the scheme of an auth package; for a scheme of your own ${guide}`;
const expectedForFunction = `a scheme, which is an object and not a function; ${guide}`;
const origins = 'origins: ["https://api.example.com"]';
const expectedForToken = `a scheme. For a token write auth: bearerAuth({ token, ${origins} }), with bearerAuth of @org/http-auth`;
const expectedForPair = `a scheme. For a password write auth: basicAuth({ username, password, ${origins} }), with basicAuth of @org/http-auth`;

const expectedOrigins = 'a list of origins, for example ["https://api.example.com"]';

const methods = ["identity", "apply", "acquire", "renew", "release", "observe", "classify"];

/** Schemes that were checked: most calls of a session use the same one. */
const checked = new WeakSet<object>();

/**
 * Checks that an option is a scheme, or `false` for none.
 *
 * @throws InputError `OPTION_INVALID`; `OPTION_UNKNOWN` for a mistyped member
 */
export function checkScheme(name: string, value: unknown): unknown {
  if (value === false) return value;
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return refuseOption(name, expectedFor(value));
  if (!checked.has(value)) checkMembersOf(name, value as Readonly<Record<string, unknown>>);
  checked.add(value);
  return value;
}

function checkMembersOf(name: string, scheme: Readonly<Record<string, unknown>>): void {
  const read = (member: string): unknown => memberOf(scheme, member);
  if (!methods.some((method) => typeof read(method) === "function"))
    refuseOption(name, read("password") === undefined ? expected : expectedForPair);
  checkSchemeNames(name, scheme);
  for (const method of methods) {
    const isRequired = method === "identity" || method === "apply";
    if (typeof read(method) === "function" || (read(method) === undefined && !isRequired)) continue;
    refuseOption(`${name}.${method}`, "a function");
  }
  if (typeof read("name") !== "string") refuseOption(`${name}.name`, "text");
  if (!isTextList(read("origins"))) refuseOption(`${name}.origins`, expectedOrigins);
  const loginOrigins = read("loginOrigins");
  if (loginOrigins !== undefined && !isTextList(loginOrigins)) refuseOption(`${name}.loginOrigins`, expectedOrigins);
  const secrets = read("secrets");
  if (typeof secrets !== "object" || secrets === null) refuseOption(`${name}.secrets`, "an object of lists of names");
  checkSecretKinds(`${name}.secrets`, secrets);
  for (const list of ["headers", "query", "fields"]) {
    const names = memberOf(secrets as Readonly<Record<string, unknown>>, list);
    if (names !== undefined && !isTextList(names)) refuseOption(`${name}.secrets.${list}`, "a list of names");
  }
  const timeoutMs = read("acquireTimeoutMs");
  if (timeoutMs !== undefined && !(typeof timeoutMs === "number" && timeoutMs > 0)) {
    refuseOption(`${name}.acquireTimeoutMs`, "a number of milliseconds above 0");
  }
}

/** Other libraries take a token, or a user name with a password, instead of a scheme. */
function expectedFor(value: unknown): string {
  if (typeof value === "function") return expectedForFunction;
  if (typeof value === "string" && value !== "") return expectedForToken;
  return Array.isArray(value) && value.length === 2 && isTextList(value) ? expectedForPair : expected;
}

function isTextList(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
