import { createHash, createHmac } from "node:crypto";
import type { Body, HttpRequest, Secret } from "@org/http-core";
import { AcmeError } from "./errors.js";

/**
 * Signs a request: HMAC-SHA256, in hexadecimal, over four lines: method, path with query,
 * timestamp, and the SHA-256 of the body in hexadecimal.
 *
 * @param timestamp - seconds since 1970, as it is sent
 * @throws AcmeError `ACME_BODY_UNSIGNABLE` for a one-shot stream
 */
export async function sign(request: HttpRequest, timestamp: string, key: Secret): Promise<string> {
  // Not `pathname + search` of the URL: these lose the question mark of an empty query.
  const target = request.url.slice(new URL(request.url).origin.length);
  const lines = [request.method, target, timestamp, await hashBody(request.body)];
  return createHmac("sha256", key.reveal()).update(lines.join("\n")).digest("hex");
}

/** A body is read twice: to sign it and to send it. */
async function hashBody(body: Body | undefined): Promise<string> {
  if (body?.replayable === false) {
    const message = "A one-shot stream can't be signed; use a factory of streams, text or bytes";
    throw new AcmeError("ACME_BODY_UNSIGNABLE", message);
  }
  const digest = createHash("sha256");
  for await (const chunk of body?.open() ?? []) digest.update(chunk);
  return digest.digest("hex");
}
