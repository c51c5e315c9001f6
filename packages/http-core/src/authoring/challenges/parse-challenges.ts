import { FieldScanner } from "./field-scanner.js";

/**
 * One challenge of a server, or the credentials of a client: both have the same form (RFC 9110 section 11). Data without a
 * name, as in `Negotiate YII=`, is left out.
 */
export interface Challenge {
  /** In lower case, for example `digest`. */
  readonly scheme: string;
  /** The values without quotes and escapes, by names in lower case. */
  readonly params: ReadonlyMap<string, string>;
}

interface OpenChallenge extends Challenge {
  readonly params: Map<string, string>;
  isBroken: boolean;
}

const token = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y;
/** Data without a name, as in `Negotiate YII=`. */
const token68 = /[A-Za-z0-9._~+/-]+=*(?=[ \t]*(?:,|$))/y;
/** Some servers leave out the quotes of a value that needs them, such as `domain=/private`. */
const unquoted = /[^ \t,"]*/y;

/**
 * Parses `WWW-Authenticate`, which may contain several challenges, each with parameters that are separated by commas as
 * well. It is lenient about quotes and empty elements. A challenge that is malformed otherwise, or that has a parameter
 * twice, is left out; the others are kept.
 *
 * @param field - `headers.get("www-authenticate")`, which joins several header lines by commas
 * @returns the challenges in the server's order; none for `null`
 */
export function parseChallenges(field: string | null): readonly Challenge[] {
  const scanner = new FieldScanner(field ?? "");
  const found: OpenChallenge[] = [];
  while (!scanner.isAtEnd) {
    scanner.skipSpace();
    if (scanner.skip(",")) continue;
    const current = readElement(scanner, found);
    scanner.skipSpace();
    if (scanner.isAtEnd || scanner.skip(",")) continue;
    if (current !== undefined) current.isBroken = true;
    scanner.skipElement();
  }
  return found.filter(({ isBroken }) => !isBroken).map(({ scheme, params }) => ({ scheme, params }));
}

/**
 * Parses a list of parameters without a scheme, such as `Authentication-Info` (RFC 7615).
 *
 * @param field - `headers.get("authentication-info")`
 * @returns the values without quotes and escapes, by names in lower case; an empty map if the list is malformed, or `null`
 */
export function parseAuthParams(field: string | null): ReadonlyMap<string, string> {
  const challenges = parseChallenges(`params ${field ?? ""}`);
  return challenges.find(({ scheme }) => scheme === "params")?.params ?? new Map();
}

/** Reads the parameter or the scheme that begins here. Returns the challenge that it belongs to. */
function readElement(scanner: FieldScanner, found: OpenChallenge[]): OpenChallenge | undefined {
  const name = scanner.read(token).toLowerCase();
  if (name === "") return found.at(-1);
  scanner.skipSpace();
  const current = found.at(-1);
  if (scanner.skip("=")) {
    readValue(scanner, name, current);
    return current;
  }
  const next: OpenChallenge = { scheme: name, params: new Map(), isBroken: false };
  found.push(next);
  if (scanner.read(token68) === "") readFirstParam(scanner, next);
  return next;
}

/** Reads the parameter that follows a scheme without a comma, if there is one. */
function readFirstParam(scanner: FieldScanner, challenge: OpenChallenge): void {
  const name = scanner.read(token).toLowerCase();
  if (name === "") return;
  scanner.skipSpace();
  if (scanner.skip("=")) readValue(scanner, name, challenge);
  else challenge.isBroken = true;
}

function readValue(scanner: FieldScanner, name: string, challenge: OpenChallenge | undefined): void {
  scanner.skipSpace();
  const value = scanner.isAt('"') ? scanner.readQuoted() : scanner.read(unquoted);
  if (challenge === undefined) return;
  if (value === undefined || challenge.params.has(name)) challenge.isBroken = true;
  else challenge.params.set(name, value);
}
