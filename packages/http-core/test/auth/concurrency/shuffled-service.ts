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
  let seed = 7;
  const turns = (): number => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) % 6;
  return loopback(async (request, response) => {
    await idle(turns());
    const { status, headers = {}, body = "" } = handle(request);
    await idle(turns());
    response.writeHead(status, { ...headers }).end(body);
  });
}

async function idle(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
}
