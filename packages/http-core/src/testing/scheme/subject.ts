import type { AnyAuthScheme } from "../../auth/scheme.js";
import type { ManualClock } from "../manual-clock.js";
import type { MemoryHandler } from "../memory-transport.js";

/** A scheme and a service that understands it. Each check gets new ones. */
export interface SchemeSubject {
  /** The scheme to check. */
  readonly scheme: AnyAuthScheme;
  /**
   * Responds to the scheme's logins, and to the protected URL: 200 to GET, POST and PUT with a valid proof, with and
   * without a body and with any addition to the query, and 401 or 403 without one. It returns `undefined` for requests
   * to other services. The suite adds the time of the subject's clock to each response, in `Date`.
   */
  readonly service: MemoryHandler;
  /** A URL under the scheme's origins that needs a credential. */
  readonly protectedUrl: string;
  /** Options that the scheme needs from each call. */
  readonly authOptions?: unknown;
  /** Another call than that with `authOptions`: for another tenant, scope or account. Needed if there are `authOptions`. */
  readonly otherCall?: OtherCall;
  /** Returns values that must never be shown: the password or key, and every token issued so far. */
  secrets(): readonly string[];
  /** Makes the service reject the credentials it has issued. Needed for a scheme with a login. */
  expireCredentials?(): void;
  /**
   * Makes the service refuse what `observe` has learnt so far, for example a nonce; its refusal contains a newer one. Needed
   * for a scheme with `observe`.
   */
  expireState?(): void;
}

/** A call with other `authOptions`. */
export interface OtherCall {
  /** Passed to the scheme as `context.options`. */
  readonly authOptions: unknown;
  /** Its URL. Default: that of the subject. */
  readonly protectedUrl?: string;
}

/** How a subject is made. */
export interface SubjectOptions {
  /** The clock of its service, and of its sessions unless a check sets their clock wrong. */
  readonly clock: ManualClock;
  /** True if the scheme must have a wrong password or key, which the service rejects. */
  readonly wrongSecret: boolean;
}

/** Makes a subject. */
export type MakeSubject = (options: SubjectOptions) => SchemeSubject;
