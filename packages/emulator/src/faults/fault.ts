/** What goes wrong. */
export type FaultKind =
  /** Answers with this status instead of asking the service. */
  | {
      readonly type: "status";
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: string;
    }
  /** Waits, then answers as usual. */
  | { readonly type: "slow"; readonly delayMs: number }
  /** Answers as usual, but cuts the connection after `bytes` of the body (default: half of it). */
  | { readonly type: "truncate"; readonly bytes?: number }
  /** Resets the connection; with `handled` only after the service has acted on the request. */
  | { readonly type: "reset"; readonly handled?: boolean }
  | { readonly type: "redirect"; readonly status: 301 | 302 | 303 | 307 | 308; readonly location: string }
  /** Answers with a web page, as a proxy or a login wall does. */
  | { readonly type: "html"; readonly status?: number; readonly body?: string };

/** A fault, and the requests it strikes. */
export type Fault = FaultKind & {
  /** Default: any method. */
  readonly method?: string;
  /** A path without its query; a trailing `*` stands for any rest. */
  readonly path: string;
  /** How many requests it strikes. Default: 1. */
  readonly times?: number;
};
