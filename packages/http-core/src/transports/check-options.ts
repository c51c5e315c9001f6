import { readCheckedOptions, refuseOption, type OptionCheck } from "../authoring/check-options.js";
import { checkBoolean, checkInteger, checkText } from "../authoring/check-values.js";
import { findTransportRemedy } from "./foreign-names.js";
import { parseProxy } from "./connection/proxy.js";
import type { TransportOptions } from "./options.js";

const pem = 'PEM text (-----BEGIN …), not a path; read a file with readFileSync(path, "utf8")';

const checks: Readonly<Record<keyof TransportOptions, OptionCheck>> = {
  ca: checkAuthorities,
  cert: checkPem,
  key: checkPem,
  passphrase: (name, value) => checkText(name, value),
  proxy: checkProxy,
  lookup: checkLookup,
  insecure: checkBoolean,
  maxSockets: (name, value) => checkInteger(name, value, { min: 1, max: Number.MAX_SAFE_INTEGER }),
};

const table: ReadonlyMap<string, OptionCheck> = new Map(Object.entries(checks));

/**
 * Reads the own options of a transport, and checks them.
 *
 * @param options - what the caller gave
 * @param more - checks of the options that only one transport has
 * @returns a copy that inherits nothing
 * @throws InputError `OPTION_UNKNOWN` with the nearest known name, `OPTION_INVALID` with what is legal; no message quotes a
 *   value, which may be a secret
 */
export function readTransportOptions<T extends TransportOptions>(
  options: T,
  more: Readonly<Record<string, OptionCheck>> = {},
): T {
  const all = new Map([...table, ...Object.entries(more)]);
  const own = readCheckedOptions<T>(options, all, { name: "transport", findRemedy: findTransportRemedy });
  if (own.cert !== undefined && own.key === undefined)
    refuseOption("key", "given with cert: the private key, as PEM text");
  if (own.key !== undefined && own.cert === undefined)
    refuseOption("cert", "given with key: the certificate, as PEM text");
  return own;
}

function checkAuthorities(name: string, value: unknown): unknown {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  for (const authority of list) checkPem(name, authority);
  return value;
}

function checkPem(name: string, value: unknown): unknown {
  return typeof value === "string" && value.includes("-----BEGIN ") ? value : refuseOption(name, pem);
}

function checkProxy(name: string, value: unknown): unknown {
  if (value === false) return value;
  if (typeof value !== "string") refuseOption(name, "the URL of an http or https proxy, or false for none");
  parseProxy(value);
  return value;
}

function checkLookup(name: string, value: unknown): unknown {
  return typeof value === "function" ? value : refuseOption(name, "a function like dns.lookup");
}
