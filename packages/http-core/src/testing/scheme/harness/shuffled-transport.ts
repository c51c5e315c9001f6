import type { Transport } from "../../../transports/transport.js";

/** How many turns of the event loop a wait takes at most, and one more. */
const turnsEnd = 6;

/**
 * Makes a transport by which requests that run at once arrive in another order than they were sent, and their responses in
 * another order again.
 *
 * @param transport - sends the requests
 */
export function shuffleRequests(transport: Transport): Transport {
  const wait = createShuffle();
  return {
    async send(request, context) {
      await wait();
      const response = await transport.send(request, context);
      await wait();
      return response;
    },
  };
}

/**
 * Makes a function that waits for some turns of the event loop, so that requests and responses overtake each other, in
 * the same order in each run.
 */
export function createShuffle(): () => Promise<void> {
  let seed = 7;
  return async () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    for (let turn = seed % turnsEnd; turn > 0; turn--) await new Promise(setImmediate);
  };
}
