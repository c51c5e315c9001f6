import type { Secret } from "@org/http-core";
import { checkChoice, checkText, readOptions, readSecret, refuseOption } from "@org/http-core/authoring";
import { readOrigins } from "../options/read-origins.js";
import type { ApiKeyAuthOptions, ApiKeyLocation } from "./types.js";

/** The checked options, with every default filled in. */
export interface ApiKeySettings {
  /** Not empty; legal at its place. */
  readonly key: Secret;
  /** Legal at its place. */
  readonly name: string;
  /** The part of the request. */
  readonly location: ApiKeyLocation;
  /** Empty unless the key is in a header. */
  readonly prefix: string;
  /** Where the key may be sent. */
  readonly origins: readonly string[];
}

interface LocationRule {
  /** Legal names. */
  readonly name: RegExp;
  /** What the message says of them. */
  readonly nameText: string;
  /** Legal keys. */
  readonly key: RegExp;
  /** What the message says of them. */
  readonly keyText: string;
}

const optionNames: readonly (keyof ApiKeyAuthOptions)[] = ["key", "name", "in", "prefix", "origins"];
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

const rules: Readonly<Record<ApiKeyLocation, LocationRule>> = {
  header: {
    name: token,
    nameText: "the name of a header, such as X-API-Key",
    key: /^[!-~]([ -~]*[!-~])?$/,
    keyText: "printable ASCII without spaces at its ends",
  },
  query: {
    name: /^[^\p{Cc}]+$/u,
    nameText: "the name of a query parameter",
    key: /^[^\p{Cc}]+$/u,
    keyText: "text without control characters",
  },
  cookie: {
    name: token,
    nameText: "the name of a cookie",
    key: /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+$/,
    keyText: "printable ASCII without space, quote, comma, semicolon and backslash",
  },
};

/** Headers that only the session and its transport set, or that another option is for. */
const foreignHeaders: ReadonlySet<string> = new Set([
  "connection",
  "content-encoding",
  "content-length",
  "content-type",
  "cookie",
  "expect",
  "host",
  "http2-settings",
  "keep-alive",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/**
 * Checks the options of `apiKeyAuth`, and fills in the defaults.
 *
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`; no message quotes the key
 */
export function checkOptions(options: ApiKeyAuthOptions): ApiKeySettings {
  const own = readOptions(options, optionNames, "apiKeyAuth");
  const location = checkChoice("in", own.in ?? "header", ["header", "query", "cookie"]);
  const rule = rules[location];
  const name = checkText("name", own.name);
  if (!name.isWellFormed() || !rule.name.test(name)) refuseOption("name", rule.nameText);
  if (location === "header" && foreignHeaders.has(name.toLowerCase())) {
    refuseOption("name", 'a header that may carry a key; a cookie is named by in: "cookie"');
  }
  const key = readSecret("key", own.key);
  if (!key.reveal().isWellFormed() || !rule.key.test(key.reveal())) refuseOption("key", rule.keyText);
  return { key, name, location, prefix: checkPrefix(own.prefix, location), origins: readOrigins(own.origins) };
}

function checkPrefix(prefix: unknown, location: ApiKeyLocation): string {
  if (prefix === undefined) return "";
  if (location !== "header") refuseOption("prefix", "left out unless the key is in a header");
  if (typeof prefix !== "string" || !/^[!-~][ -~]*$/.test(prefix)) refuseOption("prefix", "printable ASCII");
  return prefix;
}
