import { createVirtualClock } from "../clock.js";
import type { Clock } from "../clock.js";
import { Lockout } from "./lockout.js";
import type { ArmorOptions } from "./options.js";
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
}

/**
 * Makes the state of a fresh service.
 *
 * @throws RangeError for an account id outside 1 to 65535
 * @throws TypeError for two users of one name
 */
export function createArmorState(options: ArmorOptions = {}): ArmorState {
  const { clock = createVirtualClock(), seed, v1 } = options;
  const users = new Users(options.users);
  const settings = toSettings(options);
  const random = createRandomBytes(seed);
  return {
    clock,
    settings,
    random,
    users,
    lockout: new Lockout(clock),
    rateLimit: new RateLimit(clock, v1?.authorizeLimit),
    codes: new Codes(clock, random),
    tokens: new Tokens(clock, random, settings.tokenLifetimeMs),
    inventories: createInventories(users, clock),
  };
}
