import {
  AuthenticationError,
  HttpCoreError,
  isAuthenticationError,
  isHttpCoreError,
  type AuthOutcome,
  type ErrorFacts,
} from "@org/http-core";

/** Why a login failed. The README says what to do about each reason. */
export type ArmorLoginReason =
  | "wrong-password"
  | "password-expired"
  | "mfa-denied"
  | "mfa-timeout"
  | "not-enrolled"
  | "throttled"
  | "loop"
  | "service-error"
  | "unexpected-response"
  | "unexpected-page"
  | "invalid-token"
  | "token-refused"
  | "reissue-refused";

/**
 * What each reason means for the password: a rejected one is not sent again, the others are tried again later. A user who denies
 * a prompt has not changed the password, and may confirm the next prompt.
 */
const outcomes: Readonly<Record<ArmorLoginReason, AuthOutcome>> = {
  "wrong-password": "rejected",
  "password-expired": "rejected",
  "mfa-denied": "transient",
  "mfa-timeout": "transient",
  "not-enrolled": "rejected",
  throttled: "throttled",
  loop: "throttled",
  "service-error": "transient",
  "unexpected-response": "transient",
  "unexpected-page": "transient",
  "invalid-token": "transient",
  "token-refused": "transient",
  "reissue-refused": "rejected",
};

/** A login that failed. `code` says what to do about the password, `reason` says what happened. */
export class ArmorLoginError extends AuthenticationError {
  static override readonly kind: string = "ArmorLoginError";
  /** What happened. */
  readonly reason: ArmorLoginReason;
  /** How many logins have failed, if the service says so. Six lock the account for an hour. */
  declare readonly badLogonCount?: number;

  /**
   * @param reason - decides the `code`
   * @param message - one line, without any secret
   * @param facts - more fields, such as `status`; `badLogonCount` if the service says so
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

/** The codes of {@link ArmorError}. The README says what each one means. */
export type ArmorErrorCode =
  | "ARMOR_IDENTITY_INVALID"
  | "ARMOR_NO_ACCOUNT"
  | "ARMOR_ACCOUNT_UNKNOWN"
  | "ARMOR_REISSUE_UNSUPPORTED"
  | "ARMOR_PAGE_INVALID"
  | "ARMOR_PAGE_LOOP"
  | "ARMOR_PAGE_LIMIT";

/** An account, a reissue or a paged list that can't be used. */
export class ArmorError extends HttpCoreError<ArmorErrorCode> {
  static override readonly kind: string = "ArmorError";
}

/** True for a failed login. Works across installed copies of the package. */
export function isArmorLoginError(error: unknown): error is ArmorLoginError {
  return isAuthenticationError(error) && error.name === "ArmorLoginError";
}

/** True for an {@link ArmorError}. Works across installed copies of the package. */
export function isArmorError(error: unknown): error is ArmorError {
  return isHttpCoreError(error) && error.name === "ArmorError";
}
