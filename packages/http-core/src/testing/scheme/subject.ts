import type { AnyAuthScheme } from "../../auth/scheme.js";
import type { ManualClock } from "../manual-clock.js";
import type { MemoryHandler } from "../memory-transport.js";

/** A scheme and a service that understands it. Each check gets new ones. */
export interface SchemeSubject {
  /** The scheme to check. */
  readonly scheme: AnyAuthScheme;
  /** Responds to the scheme's logins, and to the protected URL: 200, or 401 for a wrong or missing credential. */
  readonly service: MemoryHandler;
  /** A URL under the scheme's origins that needs a credential. */
  readonly protectedUrl: string;
  /** Options that the scheme needs from each call. */
  readonly authOptions?: unknown;
  /** Returns values that must never be shown: the password or key, and every token issued so far. */
  secrets(): readonly string[];
  /** Makes the service reject the credentials it has issued. Only for schemes with a login. */
  expireCredentials?(): void;
}

/** How a subject is made. */
export interface SubjectOptions {
  /** The clock of its sessions. */
  readonly clock: ManualClock;
  /** True if the scheme must have a wrong password or key, which the service rejects. */
  readonly wrongSecret: boolean;
}

/** Makes a subject. */
export type MakeSubject = (options: SubjectOptions) => SchemeSubject;
