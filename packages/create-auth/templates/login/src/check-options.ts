import { Secret } from "@org/http-core";
import { AcmeError } from "./errors.js";
import type { AcmeAuthOptions } from "./types.js";

/** The options with every default filled in. */
export interface Settings {
  readonly username: string;
  readonly password: Secret;
  readonly origin: string;
}

const optionNames: readonly string[] = ["username", "password", "baseUrl"];
const loopback: readonly string[] = ["127.0.0.1", "localhost", "[::1]"];

/**
 * Checks the options, and fills in the defaults.
 *
 * @throws AcmeError `ACME_OPTION_INVALID`; it never quotes a secret
 */
export function checkOptions(options: AcmeAuthOptions): Settings {
  const unknown = Object.keys(options).find((name) => !optionNames.includes(name));
  if (unknown !== undefined) refuse(`${unknown} is none of ${optionNames.join(", ")}`);
  const { username, password, baseUrl = "https://api.acme.example" } = options;
  if (typeof username !== "string" || username === "") refuse("username must be text that is not empty");
  return { username, password: secretOf(password), origin: originOf(baseUrl) };
}

function secretOf(password: string | Secret): Secret {
  const text = password instanceof Secret ? password.reveal() : password;
  if (typeof text !== "string" || text === "") refuse("password must be text that is not empty");
  return new Secret(text);
}

function originOf(baseUrl: string | URL): string {
  const url = URL.parse(String(baseUrl));
  if (url?.protocol === "https:") return url.origin;
  if (url?.protocol === "http:" && loopback.includes(url.hostname)) return url.origin;
  return refuse("baseUrl must be an https URL; http is for loopback alone");
}

function refuse(message: string): never {
  throw new AcmeError("ACME_OPTION_INVALID", `Option ${message}`);
}
