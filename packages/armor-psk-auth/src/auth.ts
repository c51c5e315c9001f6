import type { AuthScheme, HttpRequest } from "@org/http-core";
import { checkOptions } from "./check-options.js";
import { ArmorPskError } from "./errors.js";
import { createNonce } from "./nonce.js";
import { armorPskSignature } from "./signature.js";
import type { ArmorPskAuthOptions } from "./types.js";

/**
 * Creates the scheme for Armor's pre-shared keys. It has no login: it signs every attempt with HMAC-SHA512, over a new
 * nonce and timestamp.
 *
 * @param options - the key, and what is signed of a body
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 */
export function armorPskAuth(options: ArmorPskAuthOptions): AuthScheme {
  const { keyId, secret, origin, bodyRule } = checkOptions(options);
  return {
    name: "armor-psk",
    origins: [origin],
    secrets: { headers: ["authorization"] },
    identity: () => ({ principal: keyId, secret }),
    async apply(request, _credential, { clock, randomBytes, signal }) {
      refuseOneShotBody(request);
      const { method, body } = request;
      const path = new URL(request.url).pathname;
      const nonce = createNonce(randomBytes);
      const timestampSeconds = Math.floor(clock.nowMs() / 1000);
      const parts = { keyId, method, path, nonce, timestampSeconds, body, bodyRule };
      const signature = await armorPskSignature(parts, secret, signal);
      return request.with({
        headers: { authorization: `ARMOR-PSK ${keyId}:${signature}:${nonce}:${timestampSeconds}` },
      });
    },
  };
}

/** A body is read twice: to sign it and to send it. */
function refuseOneShotBody({ body }: HttpRequest): void {
  if (body === undefined || body.replayable) return;
  const message = "A one-shot stream can't be signed, since signing reads it; use a factory of streams, text or bytes";
  throw new ArmorPskError("ARMOR_PSK_BODY_UNSIGNABLE", message);
}
