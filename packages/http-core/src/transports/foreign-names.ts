import { findRemedy, type Remedy } from "../authoring/foreign-names.js";

/** What to use instead of the names that other libraries have for options of a transport. */
const transportRows: readonly Remedy[] = [
  ['use "proxy"', "proxies proxyUrl httpProxy httpsProxy agent agents httpAgent httpsAgent"],
  [
    'use "ca" with the PEM text of the CA; "insecure": true trusts every certificate',
    "verify cafile caBundle cacert rejectUnauthorized strictSSL verifySsl checkServerIdentity",
  ],
  ['use "maxSockets"', "connections maxConnections pool poolSize"],
  ['use "lookup"', "dnsLookup"],
  [
    "it is an option of createSession",
    "timeout retry headers cookies baseUrl auth hosts redirect maxRedirects middleware logger",
  ],
];

/** Finds what to use instead of an unknown option of a transport. */
export function findTransportRemedy(name: string): string | undefined {
  return findRemedy(name, transportRows);
}
