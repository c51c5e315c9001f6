import { createVirtualClock } from "../clock.js";
import type { Clock } from "../clock.js";
import { MfaContexts } from "./tokens/mfa-contexts.js";
import { AdfsSessions } from "./tokens/adfs-sessions.js";
import { BearerTokens } from "./tokens/bearer-tokens.js";
import { JwtSigner } from "./tokens/jwt-signer.js";
import { Lockout } from "./users/lockout.js";
import type { ArmorOptions } from "./options.js";
import { PreSharedKeys } from "./tokens/pre-shared-keys.js";
import { createRandomBytes } from "./tokens/random-bytes.js";
import type { RandomBytes } from "./tokens/random-bytes.js";
import { createInventories } from "./inventory/inventories.js";
import type { Inventories } from "./inventory/inventories.js";
import { toSettings } from "./settings.js";
import type { ArmorSettings } from "./settings.js";
import { Users } from "./users/users.js";
import { AuthorizationCodes } from "./tokens/authorization-codes.js";
import { LoginRateLimit } from "./users/login-rate-limit.js";
import { AccessTokens } from "./tokens/access-tokens.js";

/** Everything the Armor service remembers. */
export interface ArmorState {
  readonly clock: Clock;
  readonly settings: ArmorSettings;
  readonly random: RandomBytes;
  readonly users: Users;
  readonly lockout: Lockout;
  readonly loginRateLimit: LoginRateLimit;
  readonly authorizationCodes: AuthorizationCodes;
  readonly accessTokens: AccessTokens;
  readonly inventories: Inventories;
  readonly adfsSessions: AdfsSessions;
  readonly mfaContexts: MfaContexts;
  readonly signer: JwtSigner;
  readonly bearerTokens: BearerTokens;
  readonly preSharedKeys: PreSharedKeys;
  /** Ends every token of both logins; each next call with one is answered with 401. */
  revokeTokens(): void;
}

/**
 * Makes the state of a fresh service.
 *
 * @throws RangeError for an account id outside 1 to 65535
 * @throws TypeError for two users of one name, or two pre-shared keys of one id
 */
export function createArmorState(options: ArmorOptions = {}): ArmorState {
  const { clock = createVirtualClock(), seed, v1, pskBody = "raw" } = options;
  const users = new Users(options.users);
  const settings = toSettings(options);
  const random = createRandomBytes(seed);
  const signer = new JwtSigner();
  const accessTokens = new AccessTokens(clock, random, settings.tokenLifetimeMs);
  const bearerTokens = new BearerTokens(clock, signer, settings.idTokenLifetimeMs);
  return {
    clock,
    settings,
    random,
    users,
    lockout: new Lockout(clock),
    loginRateLimit: new LoginRateLimit(clock, v1?.authorizeLimit),
    authorizationCodes: new AuthorizationCodes(clock, random),
    accessTokens,
    inventories: createInventories(users, clock),
    adfsSessions: new AdfsSessions(clock, random),
    mfaContexts: new MfaContexts(clock, random),
    signer,
    bearerTokens,
    preSharedKeys: new PreSharedKeys(clock, users, pskBody),
    revokeTokens() {
      accessTokens.endAll();
      bearerTokens.endAll();
    },
  };
}
