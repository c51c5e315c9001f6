import { createHmac } from "node:crypto";
import type { SeenRequest } from "../servers/loopback.js";
import { account } from "../workspace.js";

/** Computes a signature without the code under test: of method, path, and the sorted pairs, unescaped. */
export function expectedSignature({ method, path, params }: Pick<SeenRequest, "method" | "path" | "params">): string {
  const message = `${method}${path}${params.map(([key, value]) => `${key}=${value}`).join("&")}`;
  return createHmac("sha256", account.key).update(message).digest("base64");
}
