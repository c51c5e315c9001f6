import { createHash, createHmac } from "node:crypto";
import type { MemoryResponse, ReceivedRequest } from "@org/http-core/testing";

/** The credentials that the service accepts. */
export const known = { keyId: "key-1", key: "right-key-5e1c" };

/** The service, written independently of the scheme, so that a mistake in one of them shows. */
export function service(request: ReceivedRequest): MemoryResponse {
  const refusal = refusalOf(request);
  return refusal === undefined ? { body: [] } : { status: 401, body: { message: refusal } };
}

function refusalOf({ method, url, headers, body }: ReceivedRequest): string | undefined {
  const names = ["key", "timestamp", "signature"].map((part) => `x-acme-${part}`);
  const missing = names.find((name) => !headers.has(name));
  if (missing !== undefined) return `${missing} is missing`;
  const [keyId, timestamp, signature] = names.map((name) => headers.get(name));
  if (keyId !== known.keyId) return "x-acme-key is unknown";
  const target = url.slice(new URL(url).origin.length);
  const digest = createHash("sha256").update(body).digest("hex");
  const message = `${method}\n${target}\n${timestamp}\n${digest}`;
  const expected = createHmac("sha256", known.key).update(message).digest("hex");
  return signature === expected ? undefined : "x-acme-signature does not match";
}
