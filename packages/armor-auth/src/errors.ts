import {
  AuthenticationError,
  HttpCoreError,
  isAuthenticationError,
  isHttpCoreError,
  type AuthOutcome,
  type ErrorFacts,
} from "@org/http-core";

/** Why a login failed. The README's table says what to do about each. */
export type ArmorLoginReason =
  | "wrong-password"
  | "password-expired"
  | "mfa-denied"
  | "mfa-timeout"
  | "not-enrolled"
  | "throttled"
  | "loop"
  | "service-error"
  | "unexpected-answer"
  | "unexpected-page"
  | "invalid-token"
  | "token-refused"
  | "reissue-refused";

/** What each reason means for the secret: a rejected one is not sent again, the others back off. */
const outcomes: Readonly<Record<ArmorLoginReason, AuthOutcome>> = {
  "wrong-password": "rejected",
  "password-expired": "rejected",
  "mfa-denied": "rejected",
  "mfa-timeout": "transient",
  "not-enrolled": "rejected",
  throttled: "throttled",
  loop: "throttled",
  "service-error": "transient",
  "unexpected-answer": "transient",
  "unexpected-page": "transient",
  "invalid-token": "transient",
  "token-refused": "transient",
  "reissue-refused": "rejected",
};

/** A login that did not end in a token. Its `code` is that of the outcome, its `reason` says which case it was. */
export class ArmorLoginError extends AuthenticationError {
  static override readonly kind: string = "ArmorLoginError";
  readonly reason: ArmorLoginReason;
  /** Failed logins as the service counts them, where it says; six lock the account for an hour. */
  declare readonly badLogonCount?: number;

  /**
   * @param reason - decides the outcome, and with it the `code`
   * @param message - one line, without any secret
   * @param facts - fields; `badLogonCount` where the service told it
   */
  constructor(reason: ArmorLoginReason, message: string, facts: ErrorFacts & { badLogonCount?: number } = {}) {
    const { badLogonCount, ...rest } = facts;
    super(outcomes[reason], message, rest);
    this.reason = reason;
    if (badLogonCount !== undefined) {
      Object.defineProperty(this, "badLogonCount", { value: badLogonCount, enumerable: true });
    }
  }
}

/** Codes of what can go wrong after the login. */
export type ArmorErrorCode =
  | "ARMOR_IDENTITY_INVALID"
  | "ARMOR_NO_ACCOUNT"
  | "ARMOR_ACCOUNT_UNKNOWN"
  | "ARMOR_REISSUE_UNSUPPORTED"
  | "ARMOR_PAGE_INVALID"
  | "ARMOR_PAGE_LOOP"
  | "ARMOR_PAGE_LIMIT";

/** An account, a token operation or a paged list that can't be used. */
export class ArmorError extends HttpCoreError<ArmorErrorCode> {
  static override readonly kind: string = "ArmorError";
}

/** True for a login that Armor did not grant. Works across installed copies. */
export function isArmorLoginError(error: unknown): error is ArmorLoginError {
  return isAuthenticationError(error) && error.name === "ArmorLoginError";
}

/** True for an error with one of {@link ArmorErrorCode}. Works across installed copies. */
export function isArmorError(error: unknown): error is ArmorError {
  return isHttpCoreError(error) && error.name === "ArmorError";
}
