import type { Clock } from "../clock.js";

/** Which year's shapes the API answers with. */
export type ArmorProfile = "2018" | "2021" | "2026";

/** An account as `/me` lists it. */
export interface ArmorAccount {
  /** 1 to 65535; older clients take no other. */
  readonly id: number;
  /** Default: a made-up company name. */
  readonly name?: string;
  /** Default: `"Claimed"`. */
  readonly status?: "Claimed" | "Cancelled" | "Pending" | "Inactive";
  /** The parent account. Default: -1, a root account. */
  readonly parent?: number;
}

/** How the phone of a user reacts. */
export interface MfaBehaviour {
  /** What a v1 login meets: no second factor, or one that is approved, denied or not answered. Default: `"off"`. */
  readonly outcome?: "off" | "approve" | "deny" | "time-out";
  /** How long the login request blocks, in real milliseconds; v2 logins wait as long. Default: 0. */
  readonly delayMs?: number;
}

/** What a v2 login of a user meets, the password being right. */
export type V2Outcome =
  | "ok"
  | "no-mfa"
  | "wrong-password"
  | "locked"
  | "password-expired"
  | "not-enrolled"
  | "mfa-denied"
  | "mfa-timeout"
  | "loop-error"
  | "server-error";

/** How the AD FS pages are written. */
export interface PageVariant {
  /** The element of the error text: `label` in older releases, `span` in newer ones. Default: `"span"`. */
  readonly errorElement?: "label" | "span";
  /**
   * The form's target: absolute with its port, relative, or left out. Default: as real pages have it, relative on the
   * login page and left out on the second factor's.
   */
  readonly action?: "absolute" | "relative" | "absent";
  /** Leaves `&` in form targets as it is, as real pages do. Default: true. */
  readonly rawAmpersands?: boolean;
  /** Writes tag and attribute names in capitals. Default: false. */
  readonly upperCase?: boolean;
  /** Writes the attributes of every tag in reverse order. Default: false. */
  readonly reverseAttributes?: boolean;
  /** How attribute values are quoted; `none` leaves the quotes out where HTML allows it. Default: `"double"`. */
  readonly quotes?: "double" | "single" | "none";
  /** The name of the second factor's provider. Default: `"AzureMfaServerAuthentication"`. */
  readonly authMethod?: string;
}

/** A key that signs requests, instead of a login. */
export interface ArmorPreSharedKey {
  /** Without colon or space. */
  readonly id: string;
  /** Used as UTF-8 text. */
  readonly secret: string;
}

/** What a pre-shared key signs of a body: its bytes, or the base64 text of their SHA-512. */
export type PskBodyRule = "raw" | "sha512";

/** Someone who can log in to Armor. */
export interface ArmorUser {
  /** An e-mail address, compared without case. */
  readonly username: string;
  readonly password: string;
  /** Account ids, or accounts; the first is the default. Default: the accounts of the default user. */
  readonly accounts?: readonly (number | ArmorAccount)[];
  /** Keys that sign requests in this user's name. Default: none. */
  readonly preSharedKeys?: readonly ArmorPreSharedKey[];
  readonly mfa?: MfaBehaviour;
  /** Default: `"ok"`. */
  readonly v2Outcome?: V2Outcome;
  /** Overrides `v2.pages` once the user is known. */
  readonly pages?: PageVariant;
}

/** The v1 login. */
export interface V1Options {
  /** The status of a refused login. Default: 401 in profile 2026, else 403. */
  readonly wrongPasswordStatus?: 401 | 403;
  /** What `expires_in` says: 15 (minutes), 900 or 1800 (seconds; the token then lives 30 minutes). Default: 900 in profile 2026, else 15. */
  readonly expiresIn?: 15 | 900 | 1800;
  /** Ends the old token at a reissue. Default: false. */
  readonly reissueEndsOldToken?: boolean;
  /** Where a present but invalid `Authorization` header is refused. Default: `"everywhere"`, logins included. */
  readonly authorizationCheck?: "everywhere" | "protected";
  /** More logins than this per user name and window are answered with 429. Default: no limit. */
  readonly authorizeLimit?: { readonly requests: number; readonly windowMs: number };
}

/** The v2 login: AD FS. */
export interface V2Options {
  /** Whether accepted forms are answered with a redirect or with the next page at once. Default: `"redirect"`. */
  readonly wire?: "redirect" | "direct";
  readonly pages?: PageVariant;
  /** Answers with the token at once where the cookie of a finished login is sent. Default: true. */
  readonly sso?: boolean;
  /** How long an id_token is valid, in milliseconds. Default: 60 minutes. */
  readonly idTokenLifetimeMs?: number;
  /** The status of error pages. Default: 200. */
  readonly errorStatus?: 200 | 500;
}

/** What the Armor service is started with; every option has a default. */
export interface ArmorOptions {
  /** Default: the one `defaultArmorUser`. */
  readonly users?: readonly ArmorUser[];
  /** Default: `"2021"`. */
  readonly profile?: ArmorProfile;
  readonly v1?: V1Options;
  readonly v2?: V2Options;
  /** What pre-shared keys sign of a body. Default: `"raw"`. */
  readonly pskBody?: PskBodyRule;
  /** What a range that starts beyond the end of a list is answered with: 416, or 200 and an empty list. Default: 416. */
  readonly rangeBeyondEnd?: 416 | 200;
  /** Makes codes and tokens the same in every run. Default: they are random. */
  readonly seed?: string;
  /** Default: the machine's time. */
  readonly clock?: Clock;
}
