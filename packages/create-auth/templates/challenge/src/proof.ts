import { createHmac } from "node:crypto";
import type { HttpRequest } from "@org/http-core";
import type { Settings } from "./check-options.js";
import type { NonceUse } from "./nonce.js";

/**
 * Writes the value of `Authorization`. Its proof is HMAC-SHA256, in hexadecimal, over four lines: method, path with query,
 * nonce and count.
 */
export function writeProof(
  { method, url }: HttpRequest,
  { nonce, count }: NonceUse,
  { username, password }: Settings,
): string {
  // Not `pathname + search` of the URL: these lose the question mark of an empty query.
  const target = url.slice(new URL(url).origin.length);
  const lines = [method, target, nonce, count];
  const proof = createHmac("sha256", password.reveal()).update(lines.join("\n")).digest("hex");
  return `acme username="${username}", nonce="${nonce}", count="${count}", proof="${proof}"`;
}
