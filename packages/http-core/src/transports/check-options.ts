import { checkOptionNames, refuseOption } from "../authoring/check-options.js";
import { checkBoolean, checkInteger, checkText } from "../authoring/check-values.js";
import { parseProxy } from "./connection/proxy.js";
import type { TransportOptions } from "./options.js";

type Checks = Readonly<Record<keyof TransportOptions, (value: unknown) => void>>;

const pem = 'PEM text (-----BEGIN …), not a path; read a file with readFileSync(path, "utf8")';

const checks: Checks = {
  ca: checkAuthorities,
  cert: (value) => checkPem("cert", value),
  key: (value) => checkPem("key", value),
  passphrase: (value) => checkText("passphrase", value),
  proxy: checkProxy,
  lookup: checkLookup,
  insecure: (value) => checkBoolean("insecure", value),
  maxSockets: (value) => checkInteger("maxSockets", value, { min: 1, max: Number.MAX_SAFE_INTEGER }),
};

/**
 * Checks the options of a transport, and copies those that are its own: what a polluted prototype adds does not count.
 *
 * @param options - what the caller gave
 * @throws InputError `OPTION_UNKNOWN` with the nearest known name, `OPTION_INVALID` with what is legal; no message quotes a
 *   value, which may be a secret
 */
export function readTransportOptions(options: TransportOptions): TransportOptions {
  checkOptionNames(options, Object.keys(checks), "transport");
  const own: TransportOptions = Object.assign(Object.create(null), options);
  for (const name of Object.keys(checks) as (keyof TransportOptions)[]) {
    if (own[name] !== undefined) checks[name](own[name]);
  }
  if (own.cert !== undefined && own.key === undefined)
    refuseOption("key", "given with cert: the private key, as PEM text");
  if (own.key !== undefined && own.cert === undefined)
    refuseOption("cert", "given with key: the certificate, as PEM text");
  return own;
}

function checkAuthorities(value: unknown): void {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  for (const authority of list) checkPem("ca", authority);
}

function checkPem(name: string, value: unknown): void {
  if (typeof value !== "string" || !value.includes("-----BEGIN ")) refuseOption(name, pem);
}

function checkProxy(value: unknown): void {
  if (value === false) return;
  if (typeof value !== "string") refuseOption("proxy", "the URL of an http or https proxy, or false for none");
  parseProxy(value);
}

function checkLookup(value: unknown): void {
  if (typeof value !== "function") refuseOption("lookup", "a function like dns.lookup");
}
