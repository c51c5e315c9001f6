import { readAccount, type AccountInput } from "../account/account.js";
import { serverUrl } from "../account/server-url.js";
import { canonicalCall, sendsForm, urlencodedPairs, type LinuxLinkCall } from "../canonical/call.js";
import { hmacOf } from "./hmac.js";

/** What {@link signRequest} signs. */
export interface SignRequestInput extends LinuxLinkCall, AccountInput {
  /** The server's URL, for example `https://vigiles.lynx.com`. A path in it is sent but not signed. */
  readonly baseUrl: string;
}

/** A signed request, all text. */
export interface SignedRequest {
  /** The message that was signed. */
  readonly hmac_msg: string;
  /** Value of the header `X-Auth-Signature`: the HMAC-SHA256 of the message, in base64. */
  readonly signature: string;
  /** The URL to request, query included. */
  readonly url: string;
  /** The form of a POST, to be sent as `application/x-www-form-urlencoded`; absent for other methods. */
  readonly body?: string;
}

/**
 * Signs a request as LinuxLink does. The function is pure: it uses no clock, file or network, and leaves its input
 * unchanged.
 *
 * @param input - method, resource, parameters, account and server
 * @returns message, signature, URL and body
 * @throws LinuxLinkError `PARAM_INVALID`, `RESOURCE_INVALID`, `CREDENTIALS_INVALID`, `SERVER_URL_INVALID`
 * @throws InputError `OPTION_INVALID` for the method
 */
export function signRequest(input: SignRequestInput): SignedRequest {
  const { email, key } = readAccount(input);
  const call = canonicalCall(input, email, serverUrl(input.baseUrl, "baseUrl"));
  const { url } = call;
  const body = sendsForm(call.method) ? urlencodedPairs(call.params) : undefined;
  const pieces = call.pieces.filter((piece) => typeof piece === "string");
  const hmac_msg = pieces.join("");
  const signature = hmacOf(key, pieces);
  return body === undefined ? { hmac_msg, signature, url } : { hmac_msg, signature, url, body };
}
