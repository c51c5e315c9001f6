import { createVirtualClock } from "../clock.js";
import type { Clock } from "../clock.js";
import { ownMembers } from "../own-members.js";
import { createInventories } from "./inventory/inventories.js";
import type { Inventories } from "./inventory/inventories.js";
import type { ArmorOptions, V1Options } from "./options.js";
import { toSettings } from "./settings.js";
import type { ArmorSettings } from "./settings.js";
import { createAccessTokens } from "./tokens/access-tokens.js";
import type { AccessTokens } from "./tokens/access-tokens.js";
import { createAdfsSessions } from "./tokens/adfs-sessions.js";
import type { AdfsSessions } from "./tokens/adfs-sessions.js";
import { createAuthorizationCodes } from "./tokens/authorization-codes.js";
import type { AuthorizationCodes } from "./tokens/authorization-codes.js";
import { BearerTokens } from "./tokens/bearer-tokens.js";
import { JwtSigner } from "./tokens/jwt-signer.js";
import { createMfaContexts } from "./tokens/mfa-contexts.js";
import type { MfaContexts } from "./tokens/mfa-contexts.js";
import { PreSharedKeys } from "./tokens/pre-shared-keys.js";
import { createRandomBytes } from "./tokens/random-bytes.js";
import type { RandomBytes } from "./tokens/random-bytes.js";
import { Lockout } from "./users/lockout.js";
import { LoginRateLimit } from "./users/login-rate-limit.js";
import { Users } from "./users/users.js";

/** The state of the Armor service. */
export interface ArmorState {
  /** The time. */
  readonly clock: Clock;
  /** The options, with defaults. */
  readonly settings: ArmorSettings;
  /** The source of random bytes. */
  readonly random: RandomBytes;
  /** The users. */
  readonly users: Users;
  /** The failed logins of each user, over both logins. */
  readonly lockout: Lockout;
  /** The limit of v1 logins. */
  readonly loginRateLimit: LoginRateLimit;
  /** The codes of v1 logins. */
  readonly authorizationCodes: AuthorizationCodes;
  /** The tokens of v1 logins. */
  readonly accessTokens: AccessTokens;
  /** What the accounts own. */
  readonly inventories: Inventories;
  /** The browser sessions of v2 logins. */
  readonly adfsSessions: AdfsSessions;
  /** The `Context` values of v2 logins. */
  readonly mfaContexts: MfaContexts;
  /** The key that signs the tokens of v2 logins. */
  readonly signer: JwtSigner;
  /** The tokens of v2 logins. */
  readonly bearerTokens: BearerTokens;
  /** The keys that sign requests. */
  readonly preSharedKeys: PreSharedKeys;
  /** Revokes every token of both logins: a request that uses one gets a 401 response. */
  revokeTokens(): void;
}

/**
 * Creates the state of a new service.
 *
 * @throws RangeError for an account id outside 1 to 65535
 * @throws TypeError if two users have the same name, or two pre-shared keys the same id
 */
export function createArmorState(options: ArmorOptions = {}): ArmorState {
  const own = ownMembers<ArmorOptions>(options);
  const { clock = createVirtualClock(), seed, pskBody = "raw" } = own;
  const { authorizeLimit } = ownMembers<V1Options>(own.v1);
  const users = new Users(own.users);
  const settings = toSettings(own);
  const random = createRandomBytes(seed);
  const signer = new JwtSigner();
  const accessTokens = createAccessTokens(clock, random, settings.tokenLifetimeMs);
  const bearerTokens = new BearerTokens(clock, signer, settings.idTokenLifetimeMs);
  return {
    clock,
    settings,
    random,
    users,
    lockout: new Lockout(clock),
    loginRateLimit: new LoginRateLimit(clock, authorizeLimit),
    authorizationCodes: createAuthorizationCodes(clock, random),
    accessTokens,
    inventories: createInventories(users, clock),
    adfsSessions: createAdfsSessions(clock, random),
    mfaContexts: createMfaContexts(clock, random),
    signer,
    bearerTokens,
    preSharedKeys: new PreSharedKeys(clock, users, pskBody),
    revokeTokens() {
      accessTokens.revokeAll();
      bearerTokens.revokeAll();
    },
  };
}
