import { createVirtualClock } from "../clock.js";
import type { Clock } from "../clock.js";
import { Contexts } from "./adfs/contexts.js";
import { Sessions } from "./adfs/sessions.js";
import { BearerTokens } from "./bearer-tokens.js";
import { JwtSigner } from "./jwt-signer.js";
import { Lockout } from "./lockout.js";
import type { ArmorOptions } from "./options.js";
import { PreSharedKeys } from "./pre-shared-keys.js";
import { createRandomBytes } from "./random-bytes.js";
import type { RandomBytes } from "./random-bytes.js";
import { createInventories } from "./resources/inventories.js";
import type { Inventories } from "./resources/inventories.js";
import { toSettings } from "./settings.js";
import type { ArmorSettings } from "./settings.js";
import { Users } from "./users.js";
import { Codes } from "./v1/codes.js";
import { RateLimit } from "./v1/rate-limit.js";
import { Tokens } from "./v1/tokens.js";

/** Everything the Armor service remembers. */
export interface ArmorState {
  readonly clock: Clock;
  readonly settings: ArmorSettings;
  readonly random: RandomBytes;
  readonly users: Users;
  readonly lockout: Lockout;
  readonly rateLimit: RateLimit;
  readonly codes: Codes;
  readonly tokens: Tokens;
  readonly inventories: Inventories;
  readonly sessions: Sessions;
  readonly contexts: Contexts;
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
  const tokens = new Tokens(clock, random, settings.tokenLifetimeMs);
  const bearerTokens = new BearerTokens(clock, signer, settings.idTokenLifetimeMs);
  return {
    clock,
    settings,
    random,
    users,
    lockout: new Lockout(clock),
    rateLimit: new RateLimit(clock, v1?.authorizeLimit),
    codes: new Codes(clock, random),
    tokens,
    inventories: createInventories(users, clock),
    sessions: new Sessions(clock, random),
    contexts: new Contexts(clock, random),
    signer,
    bearerTokens,
    preSharedKeys: new PreSharedKeys(clock, users, pskBody),
    revokeTokens() {
      tokens.endAll();
      bearerTokens.endAll();
    },
  };
}
