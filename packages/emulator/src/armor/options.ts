import type { Clock } from "../clock.js";

/** The year whose API the service imitates. */
export type ArmorProfile = "2018" | "2021" | "2026";

/** An account, as `/me` lists it. */
export interface ArmorAccount {
  /** The id, 1 to 65535. Older clients accept no other. */
  readonly id: number;
  /** The company name. Default: an invented one. */
  readonly name?: string;
  /** The state of the account. Default: `"Claimed"`. */
  readonly status?: "Claimed" | "Cancelled" | "Pending" | "Inactive";
  /** The id of the parent account. Default: -1, which means a root account. */
  readonly parent?: number;
}

/** How a user's phone reacts to a login. */
export interface MfaBehaviour {
  /** The second factor of a v1 login: off, approved, denied or timed out. Default: `"off"`. */
  readonly outcome?: "off" | "approve" | "deny" | "time-out";
  /** How long a v1 or v2 login waits for the phone, in milliseconds of real time. Default: 0. */
  readonly delayMs?: number;
}

/** The outcome of a v2 login with the right password. */
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
  /** The element for error messages: older AD FS releases use `label`, newer ones `span`. Default: `"span"`. */
  readonly errorElement?: "label" | "span";
  /**
   * The action of a form: absolute with its port, relative, or absent. Default: as on the real pages, relative on the
   * login page and absent on the second factor's page.
   */
  readonly action?: "absolute" | "relative" | "absent";
  /** Does not escape `&` in form actions, as on the real pages. Default: true. */
  readonly rawAmpersands?: boolean;
  /** Writes the names of tags and attributes in upper case. Default: false. */
  readonly upperCase?: boolean;
  /** Writes the attributes of each tag in reverse order. Default: false. */
  readonly reverseAttributes?: boolean;
  /** The quotes around attribute values; `none` omits them if HTML allows it. Default: `"double"`. */
  readonly quotes?: "double" | "single" | "none";
  /** The name of the provider of the second factor. Default: `"AzureMfaServerAuthentication"`. */
  readonly authMethod?: string;
}

/** A key that signs requests, as an alternative to a login. */
export interface ArmorPreSharedKey {
  /** The id, without colons and spaces. */
  readonly id: string;
  /** The secret. Its UTF-8 bytes are the HMAC key. */
  readonly secret: string;
}

/** The form in which a pre-shared key signs a body: its bytes, or their SHA-512 digest in base64. */
export type PskBodyRule = "raw" | "sha512";

/** A user of the Armor service. */
export interface ArmorUser {
  /** The e-mail address. Its case does not matter. */
  readonly username: string;
  /** The password, in plain text. */
  readonly password: string;
  /** The accounts, or their ids. The first one is the default account. Default: 4711 and 815. */
  readonly accounts?: readonly (number | ArmorAccount)[];
  /** The keys that sign requests for this user. Default: none. */
  readonly preSharedKeys?: readonly ArmorPreSharedKey[];
  /** How the user's phone reacts. Default: no second factor in v1 logins, and no delay. */
  readonly mfa?: MfaBehaviour;
  /** The outcome of a v2 login. Default: `"ok"`. */
  readonly v2Outcome?: V2Outcome;
  /** How the AD FS pages are written once the user is known. Default: as `v2.pages` says. */
  readonly pages?: PageVariant;
}

/** The options of the v1 login. */
export interface V1Options {
  /** The status of a rejected login. Default: 401 in profile 2026, otherwise 403. */
  readonly wrongPasswordStatus?: 401 | 403;
  /**
   * The value of `expires_in`: 15 means minutes, 900 and 1800 mean seconds. With 1800 a token is valid for 30 minutes,
   * otherwise for 15. Default: 900 in profile 2026, otherwise 15.
   */
  readonly expiresIn?: 15 | 900 | 1800;
  /** Revokes the old token when it is reissued. Default: false. */
  readonly reissueEndsOldToken?: boolean;
  /** Where an invalid `Authorization` header gets a 401 response. Default: `"everywhere"`, which includes logins. */
  readonly authorizationCheck?: "everywhere" | "protected";
  /** The maximum number of logins per user name and time window. Others get a 429 response. Default: no limit. */
  readonly authorizeLimit?: {
    /** Logins per user name and window. */
    readonly requests: number;
    /** Length of the window in milliseconds. */
    readonly windowMs: number;
  };
}

/** The options of the v2 login (AD FS). */
export interface V2Options {
  /** The response to an accepted form: a redirect to the next page, or the page itself. Default: `"redirect"`. */
  readonly wire?: "redirect" | "direct";
  /** How the AD FS pages are written. Default: as the real pages. */
  readonly pages?: PageVariant;
  /** Single sign-on: the cookie of a complete login is enough to get another token. Default: true. */
  readonly sso?: boolean;
  /** How long an id_token is valid, in milliseconds. Default: 3,600,000 (60 minutes). */
  readonly idTokenLifetimeMs?: number;
  /** The status of error pages. Default: 200. */
  readonly errorStatus?: 200 | 500;
}

/** The options of the Armor service. All are optional. */
export interface ArmorOptions {
  /** The users. Default: one user, `user@example.com`. */
  readonly users?: readonly ArmorUser[];
  /** The year whose API the service imitates. Default: `"2021"`. */
  readonly profile?: ArmorProfile;
  /** The v1 login. */
  readonly v1?: V1Options;
  /** The v2 login. */
  readonly v2?: V2Options;
  /** The form in which pre-shared keys sign a body. Default: `"raw"`. */
  readonly pskBody?: PskBodyRule;
  /** The status for a range that starts after the end of a list: 416, or 200 with an empty list. Default: 416. */
  readonly rangeBeyondEnd?: 416 | 200;
  /** Makes the codes, access tokens and cookies the same in every run. Default: they are random. */
  readonly seed?: string;
  /** The clock. Default: the machine's time. */
  readonly clock?: Clock;
}
