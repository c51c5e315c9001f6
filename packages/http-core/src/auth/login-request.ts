import type { BodyOptions } from "../http/body/body.js";
import type { HeadersInit } from "../http/headers.js";
import type { Params } from "../http/params.js";
import type { Progress, Timeouts } from "../transports/transport.js";

/** Options of a request that a login sends: what goes out, and its limits. */
export interface LoginRequestOptions extends BodyOptions {
  /** Default `GET`. */
  readonly method?: string;
  /** Merged over the session's by name without case; `null` removes, `undefined` inherits. */
  readonly headers?: HeadersInit;
  /** Added to the query; `null` removes a session parameter. */
  readonly params?: Params;
  readonly timeout?: Timeouts;
  readonly onUploadProgress?: (progress: Progress) => void;
  readonly onDownloadProgress?: (progress: Progress) => void;
  /** Ceiling on a decoded body, in bytes. Default 64 MiB, of a login 1 MiB. */
  readonly maxResponseBytes?: number;
}
