/** The kind of a fault, with its settings. */
export type FaultKind =
  /** Sends this status instead of the service's response. */
  | {
      readonly type: "status";
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: string;
    }
  /** Waits before it sends the service's response. */
  | { readonly type: "slow"; readonly delayMs: number }
  /** Closes the connection after `bytes` bytes of the response body. Default: after half of it. */
  | { readonly type: "truncate"; readonly bytes?: number }
  /** Resets the connection: before the service sees the request, or (if `handled` is true) after it has handled it. */
  | { readonly type: "reset"; readonly handled?: boolean }
  /** Sends a redirect instead of the service's response. */
  | { readonly type: "redirect"; readonly status: 301 | 302 | 303 | 307 | 308; readonly location: string }
  /** Sends a web page, as a proxy or login wall does. Default status: 200. */
  | { readonly type: "html"; readonly status?: number; readonly body?: string };

/** A fault, and the requests to which it applies. */
export type Fault = FaultKind & {
  /** The HTTP method, in any case. Default: every method. */
  readonly method?: string;
  /** The path, without a query. A trailing `*` matches any continuation. */
  readonly path: string;
  /** How many requests get the fault, at least 1. Default: 1. */
  readonly times?: number;
};
