import type { RequestHandler } from "./request-handler.js";

/**
 * Lets the pages of an origin call the services and read their responses, without cookies (Fetch Standard, "CORS protocol").
 * A browser's question whether it may send a request is no request to a service: it is not logged, and gets no fault.
 *
 * @param handleRequest - the handler of all services
 * @param origin - the origin of the pages
 * @throws TypeError if `origin` is not an origin
 */
export function allowOrigin(handleRequest: RequestHandler, origin: string): RequestHandler {
  if (!URL.canParse(origin) || new URL(origin).origin !== origin)
    throw new TypeError(`corsOrigin must be an origin such as "http://localhost:5173", without a path`);
  return (bindings) => {
    const { incoming, outgoing } = bindings;
    const asked = incoming.headers["access-control-request-method"];
    outgoing.setHeader("access-control-allow-origin", origin);
    if (incoming.method !== "OPTIONS" || asked === undefined) {
      outgoing.setHeader("access-control-expose-headers", "*");
      return handleRequest(bindings);
    }
    const headers = incoming.headers["access-control-request-headers"];
    outgoing.setHeader("access-control-allow-methods", asked);
    if (headers !== undefined) outgoing.setHeader("access-control-allow-headers", headers);
    return Promise.resolve(new Response(null, { status: 204 }));
  };
}
