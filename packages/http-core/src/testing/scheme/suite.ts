import type { AnyAuthScheme } from "../../auth/scheme.js";
import type { TestRunner } from "../runner.js";
import type { HarnessOptions, SchemeHarness } from "./harness/harness.js";
import type { MakeSubject } from "./subject.js";

/** What the proof of a scheme may cover. */
export type CoveredPart =
  /** Another method makes the proof wrong. */
  | "method"
  /** Another query makes the proof wrong. */
  | "query"
  /** Another body makes the proof wrong. */
  | "body"
  /** The proof contains the time. */
  | "time"
  /** The proof contains a random text of the client, which differs each time, also within a millisecond. Not a nonce of the server. */
  | "nonce"
  /** The proof contains a nonce of the server, which accepts it once: each nonce is in one request only. */
  | "singleUseNonce";

/** What `testAuthScheme` runs with. */
export interface AuthSchemeSuite {
  /** Names the scheme in the titles of the checks. */
  readonly name: string;
  /** The functions of a test runner. */
  readonly runner: TestRunner;
  /** Makes a new scheme and a service that understands it. */
  readonly make: MakeSubject;
  /** What the proof covers and the service verifies. Each part is a check. Default nothing. */
  readonly covers?: readonly CoveredPart[];
  /** The checks that can't run for this scheme: their titles, each with the reason. They are reported as skipped. Default none. */
  readonly cannot?: Readonly<Record<string, string>>;
  /** Names of options that the scheme was made without. None of them may be read from `Object.prototype`. Default none. */
  readonly optionNames?: readonly string[];
  /** How long each check may take, in milliseconds. Default 4000, less than the limit of vitest and jest. */
  readonly maxCheckMs?: number;
}

/** What a check works with. */
export interface CheckTools {
  /** The options of the suite. */
  readonly suite: AuthSchemeSuite;
  /**
   * Makes a harness with a new subject.
   *
   * @param options - what the check changes
   */
  harness(options?: HarnessOptions): SchemeHarness;
}

/** One check of the suite. */
export interface SchemeCheck {
  /** Completes "the scheme …". */
  readonly title: string;
  /** Whether the check applies to a scheme. Default: to every scheme. */
  readonly appliesTo?: (scheme: AnyAuthScheme, suite: AuthSchemeSuite) => boolean;
  /** True if the check is meaningful even if the service does not accept the scheme's proof. Default false. */
  readonly isIndependent?: boolean;
  /** Throws if the scheme is wrong. The error says what was expected and how to fix it. */
  readonly run: (tools: CheckTools) => Promise<void>;
}
