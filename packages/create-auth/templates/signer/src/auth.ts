import type { AuthScheme } from "@org/http-core";
import { checkOptions } from "./check-options.js";
import { sign } from "./signature.js";
import type { AcmeAuthOptions } from "./types.js";

/**
 * Creates a scheme that signs every attempt. It has no login.
 *
 * @param options - the key and the service
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 */
export function acmeAuth(options: AcmeAuthOptions): AuthScheme {
  const { keyId, key, origin } = checkOptions(options);
  return {
    name: "acme",
    origins: [origin],
    secrets: { headers: ["x-acme-signature"] },
    identity: () => ({ principal: keyId, secret: key }),
    async apply(request, _credential, { clock }) {
      const timestamp = String(Math.floor(clock.nowMs() / 1000));
      return request.with({
        headers: {
          "x-acme-key": keyId,
          "x-acme-timestamp": timestamp,
          "x-acme-signature": await sign(request, timestamp, key),
        },
      });
    },
  };
}
