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
  const { pathname, search } = new URL(request.url);
  const lines = [request.method, pathname + search, timestamp, await hashBody(request.body)];
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
