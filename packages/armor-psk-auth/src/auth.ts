import type { AuthScheme, HttpRequest } from "@org/http-core";
import { checkOptions } from "./check-options.js";
import { ArmorPskError } from "./errors.js";
import { newNonce } from "./nonce.js";
import { armorPskSignature } from "./signature.js";
import type { ArmorPskAuthOptions } from "./types.js";

/**
 * Armor's pre-shared keys as a scheme: it logs in nowhere, and signs every attempt with HMAC-SHA512 over a nonce and a
 * timestamp of its own.
 *
 * @param options - key id and secret, and what is signed of a body
 * @throws ArmorPskError `ARMOR_PSK_OPTION_INVALID`
 */
export function armorPskAuth(options: ArmorPskAuthOptions): AuthScheme {
  const { keyId, secret, origin, bodyRule } = checkOptions(options);
  return {
    name: "armor-psk",
    origins: [origin],
    secrets: { headers: ["authorization"] },
    identity: () => ({ principal: keyId, secret }),
    async apply(request, _credential, { clock, random, signal }) {
      refuseOneShot(request);
      const { method, body } = request;
      const path = new URL(request.url).pathname;
      const nonce = newNonce(random);
      const timestampSeconds = Math.floor(clock.nowMs() / 1000);
      const parts = { keyId, method, path, nonce, timestampSeconds, body, bodyRule };
      const signature = await armorPskSignature(parts, secret, signal);
      return request.with({
        headers: { authorization: `ARMOR-PSK ${keyId}:${signature}:${nonce}:${timestampSeconds}` },
      });
    },
  };
}

/** A body is read once to sign it and once to send it. */
function refuseOneShot({ body }: HttpRequest): void {
  if (body === undefined || body.replayable) return;
  const message = "A one-shot stream can't be signed, since signing reads it; give a factory of streams, text or bytes";
  throw new ArmorPskError("ARMOR_PSK_BODY_UNSIGNABLE", message);
}
