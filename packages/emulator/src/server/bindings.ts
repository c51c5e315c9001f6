import type { HttpBindings } from "@hono/node-server";

/** What a service's app finds in `c.env`, in addition to the request. */
export interface Bindings extends HttpBindings {
  /** The path and query exactly as sent, neither decoded nor normalised. */
  readonly target: string;
  /** The raw body. GET and HEAD can have one too, although `Request` does not allow it. */
  readonly body: Uint8Array;
}
