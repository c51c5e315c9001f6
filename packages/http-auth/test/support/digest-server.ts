import type { DigestDemands } from "./digest/demands.js";
import { DigestService } from "./digest/service.js";
import { startLoopback, type Loopback } from "./loopback.js";

/** A running server. */
export interface DigestServer extends Loopback {
  readonly service: DigestService;
  /** Why requests were refused. */
  readonly refusals: readonly string[];
}

/** Starts a server that ends with the test. */
export async function startDigestServer(demands: DigestDemands = {}): Promise<DigestServer> {
  const service = new DigestService(demands);
  const server = await startLoopback(({ method, url, headers, body }, response) => {
    const reply = service.respond({ method, uri: url, authorization: headers.authorization ?? "", body });
    const lines = Map.groupBy(reply.headers, ([name]) => name);
    for (const [name, pairs] of lines)
      response.setHeader(
        name,
        pairs.map(([, value]) => value),
      );
    response.writeHead(reply.status).end(reply.body);
  });
  return { ...server, service, refusals: service.refusals };
}
