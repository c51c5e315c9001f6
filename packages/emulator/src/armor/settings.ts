import { ownMembers } from "../own-members.js";
import type { ArmorOptions, ArmorProfile, PageVariant, V1Options, V2Options } from "./options.js";

/** The options of the service, with defaults. */
export interface ArmorSettings extends Required<Omit<V1Options, "authorizeLimit">>, Required<V2Options> {
  /** The year whose API the service imitates. */
  readonly profile: ArmorProfile;
  /** The status for a range that starts after the end of a list. */
  readonly rangeBeyondEnd: 416 | 200;
  /** How long an access token is valid, in milliseconds. */
  readonly tokenLifetimeMs: number;
}

/**
 * Applies the defaults. Some of them depend on the profile.
 *
 * @param options - own members only
 */
export function toSettings(options: ArmorOptions): ArmorSettings {
  const { profile = "2021", rangeBeyondEnd = 416 } = options;
  const [v1, v2] = [ownMembers<V1Options>(options.v1), ownMembers<V2Options>(options.v2)];
  const { expiresIn = profile === "2026" ? 900 : 15 } = v1;
  return {
    profile,
    rangeBeyondEnd,
    expiresIn,
    tokenLifetimeMs: expiresIn === 1800 ? 1_800_000 : 900_000,
    wrongPasswordStatus: v1.wrongPasswordStatus ?? (profile === "2026" ? 401 : 403),
    reissueEndsOldToken: v1.reissueEndsOldToken ?? false,
    authorizationCheck: v1.authorizationCheck ?? "everywhere",
    wire: v2.wire ?? "redirect",
    pages: ownMembers<PageVariant>(v2.pages),
    sso: v2.sso ?? true,
    idTokenLifetimeMs: v2.idTokenLifetimeMs ?? 3_600_000,
    errorStatus: v2.errorStatus ?? 200,
  };
}
