import { createHmac } from "node:crypto";
import type { Seen } from "../servers/loopback.js";
import { account } from "../workspace.js";

/** The signature by the rule, written anew: method, path, and the sorted pairs, unescaped. */
export function expectedSignature({ method, path, params }: Pick<Seen, "method" | "path" | "params">): string {
  const message = `${method}${path}${params.map(([key, value]) => `${key}=${value}`).join("&")}`;
  return createHmac("sha256", account.key).update(message).digest("base64");
}
