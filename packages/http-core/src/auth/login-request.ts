import type { BodyOptions } from "../http/body/body.js";
import type { HeadersInit } from "../http/headers.js";
import type { Params } from "../http/params.js";
import type { Progress, Timeouts } from "../transports/transport.js";

/** Options of a request that a login sends. */
export interface LoginRequestOptions extends BodyOptions {
  /** Method, in any case. Default `GET`. */
  readonly method?: string;
  /** Set over the headers of the session, name by name; `null` removes a header, `undefined` inherits it. */
  readonly headers?: HeadersInit;
  /** Added to the query; `null` removes a parameter of the session. */
  readonly params?: Params;
  /** Time limits; a number of milliseconds is the limit of the whole call, `totalMs`. */
  readonly timeout?: Timeouts | number;
  /** Called as bytes of the request body are sent. */
  readonly onUploadProgress?: (progress: Progress) => void;
  /** Called as bytes of the response body arrive. */
  readonly onDownloadProgress?: (progress: Progress) => void;
  /**
   * Maximum size of the decompressed response body, in bytes. Default 64 MiB; for a login request 1 MiB. It limits a streamed
   * body only if it is an option of that call.
   */
  readonly maxResponseBytes?: number;
  /** Maximum number of values in a JSON response: objects, arrays, strings, numbers and so on. Default 2,000,000. */
  readonly maxJsonValues?: number;
}
