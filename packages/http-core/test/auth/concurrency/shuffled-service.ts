import { createShuffle } from "../../../src/testing/scheme/harness/shuffled-transport.js";
import { loopback, type Loopback, type WireRequest } from "../../support/loopback.js";

/** A response of a shuffled service. */
export interface ShuffledResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * A server that handles concurrent requests in another order than they arrive, and sends their responses in another order
 * again. The order is the same in each run.
 */
export function shuffledService(handle: (request: WireRequest) => ShuffledResponse): Promise<Loopback> {
  const wait = createShuffle();
  return loopback(async (request, response) => {
    await wait();
    const { status, headers = {}, body = "" } = handle(request);
    await wait();
    response.writeHead(status, { ...headers }).end(body);
  });
}
