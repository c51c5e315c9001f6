import { Secret } from "../redaction/secret.js";
import { sortedExtra } from "./hash-identity.js";
import { checkIdentity } from "./identities/check-identity.js";
import type { AnyAuthScheme, Identity } from "./scheme.js";

/**
 * Makes one identity of those of several schemes that only sign requests. Their parts are joined as JSON, so that
 * different lists of identities never give the same text. If one of them has no secret, the joined identity has none either.
 *
 * @param schemes - at least one
 * @param options - the `authOptions` of the call
 * @throws InputError `OPTION_INVALID` for an empty secret
 */
export async function identifySigners(schemes: readonly AnyAuthScheme[], options: unknown): Promise<Identity> {
  const identities = await Promise.all(
    schemes.map(async (scheme) => {
      return checkIdentity(await scheme.identity(options), scheme.name);
    }),
  );
  const principal = JSON.stringify(identities.map((identity) => identity.principal));
  const extra = { parts: JSON.stringify(identities.map(sortedExtra)) };
  const secrets = identities.flatMap(({ secret }) => (secret === undefined ? [] : [secret.reveal()]));
  return secrets.length < identities.length
    ? { principal, extra }
    : { principal, extra, secret: new Secret(JSON.stringify(secrets)) };
}
