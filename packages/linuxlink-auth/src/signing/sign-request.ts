import { readAccount, type AccountInput } from "../account/account.js";
import { canonicalCall, encodedPairs, sendsForm, type LinuxLinkCall } from "../canonical/call.js";
import { hmacOf } from "./hmac.js";
import { serverUrl } from "../account/server-url.js";

/** What {@link signRequest} takes. */
export interface SignRequestInput extends LinuxLinkCall, AccountInput {
  /** The server, for example `https://vigiles.lynx.com`; a path of its own is sent and not signed. */
  readonly baseUrl: string;
}

/** A signed request, all text. */
export interface SignedRequest {
  /** The message that was signed. */
  readonly hmac_msg: string;
  /** The value of `X-Auth-Signature`: base64 of the HMAC-SHA256. */
  readonly signature: string;
  /** As it goes over the wire. */
  readonly url: string;
  /** The form-encoded body, for POST alone. */
  readonly body?: string;
}

/**
 * Signs a request as LinuxLink does. Pure: it reads no clock, file or network, and changes nothing it is given.
 *
 * @param input - method, resource, parameters, account and server
 * @returns message, signature, URL and body
 * @throws LinuxLinkError `PARAM_INVALID`, `RESOURCE_INVALID`, `CREDENTIALS_INVALID`, `SERVER_URL_INVALID`,
 * `OPTION_INVALID`
 */
export function signRequest(input: SignRequestInput): SignedRequest {
  const { email, key } = readAccount(input);
  const call = canonicalCall(input, email, serverUrl(input.baseUrl, "baseUrl"));
  const { url } = call;
  const body = sendsForm(call.method) ? encodedPairs(call.params) : undefined;
  const pieces = call.pieces.filter((piece) => typeof piece === "string");
  const hmac_msg = pieces.join("");
  const signature = hmacOf(key, pieces);
  return body === undefined ? { hmac_msg, signature, url } : { hmac_msg, signature, url, body };
}
