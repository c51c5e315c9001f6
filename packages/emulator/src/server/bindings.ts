import type { HttpBindings } from "@hono/node-server";

/** What each service's app gets beside the request, as `c.env`. */
export interface Bindings extends HttpBindings {
  /** The request target exactly as sent: path and query, neither decoded nor normalised. */
  readonly target: string;
  /** The raw body, also of methods whose `Request` can't have one. */
  readonly body: Uint8Array;
}
