import { Secret } from "@org/http-core";
import { ArmorPskError } from "./errors.js";
import type { ArmorPskAuthOptions, ArmorPskBodyRule } from "./types.js";

/** The options with every default filled in. */
export interface Settings {
  readonly keyId: string;
  readonly secret: Secret;
  readonly origin: string;
  readonly bodyRule: ArmorPskBodyRule;
}

const optionNames: readonly string[] = [
  "keyId",
  "secret",
  "baseUrl",
  "bodyRule",
] satisfies readonly (keyof ArmorPskAuthOptions)[];
const loopback: readonly string[] = ["127.0.0.1", "localhost", "[::1]"];

/**
 * Checks the options, and fills in the defaults.
 *
 * @throws ArmorPskError `ARMOR_PSK_OPTION_INVALID`, which never quotes the secret
 */
export function checkOptions(options: ArmorPskAuthOptions): Settings {
  if (typeof options !== "object" || options === null) refuse("Options must be an object");
  const unknown = Object.keys(options).find((name) => !optionNames.includes(name));
  if (unknown !== undefined) refuse(`Unknown option ${JSON.stringify(unknown)}; known are ${optionNames.join(", ")}`);
  const { keyId, secret, baseUrl = "https://api.armor.com", bodyRule = "raw" } = options;
  if (typeof keyId !== "string" || !/^[!-9;-~]{1,256}$/.test(keyId)) {
    refuse("Option keyId must be 1 to 256 characters of printable ASCII, without space and colon");
  }
  const text = secret instanceof Secret ? secret.reveal() : secret;
  if (typeof text !== "string" || text === "") refuse("Option secret must be text that is not empty");
  if (bodyRule !== "raw" && bodyRule !== "sha512") refuse('Option bodyRule must be "raw" or "sha512"');
  return { keyId, secret: new Secret(text), origin: originOf(baseUrl), bodyRule };
}

function originOf(baseUrl: string | URL): string {
  const url = URL.parse(String(baseUrl));
  const isSafe = url?.protocol === "https:" || (url?.protocol === "http:" && loopback.includes(url.hostname));
  if (url === null || !isSafe || url.username !== "" || url.password !== "") {
    refuse("Option baseUrl must be an https URL without user name; http is for loopback alone");
  }
  return url.origin;
}

function refuse(message: string): never {
  throw new ArmorPskError("ARMOR_PSK_OPTION_INVALID", message);
}
