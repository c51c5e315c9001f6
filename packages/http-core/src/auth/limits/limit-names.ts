import { hashParts, sortedExtra, sortedLoginOrigins, proofOf } from "../hash-identity.js";
import type { AnyAuthScheme, Identity } from "../scheme.js";

/**
 * The names under which the logins of an identity are limited. They identify the account and its secret, one name for
 * each login origin. With another list of API hosts, names and limits stay the same.
 */
export interface LimitNames {
  /**
   * Of the secret: login origin, principal and secret. Latches use it as their key. Without a secret, the scheme object
   * is used.
   */
  readonly secrets: readonly string[];
  /** Of the login: also the scheme's name and the identity's extra parts. Windows and back-offs use them as their keys. */
  readonly logins: readonly string[];
}

/**
 * Returns the names for use in this process. A shared store needs derived names, since even a hash of the secret would help
 * an attacker to guess it.
 *
 * @param scheme - its login origins and its name are part of the result, its API hosts are not
 * @param identity - the identity that logs in
 */
export function localLimitNames(scheme: AnyAuthScheme, identity: Identity): LimitNames {
  const secrets = sortedLoginOrigins(scheme).map((origin) =>
    hashParts([origin, identity.principal, proofOf(scheme, identity)]),
  );
  return { secrets, logins: secrets.map((name) => loginName(name, scheme, identity)) };
}

/**
 * Extends the name of a secret to the name of a login.
 *
 * @param secret - the name of the secret
 * @param scheme - its name is part of the result
 * @param identity - its extra parts are part of the result
 */
export function loginName(secret: string, scheme: AnyAuthScheme, identity: Identity): string {
  return hashParts([secret, scheme.name, sortedExtra(identity)]);
}
