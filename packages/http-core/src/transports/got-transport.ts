import { readTransportOptions } from "./check-options.js";
import { lazyGot } from "./lazy-got.js";
import type { TransportOptions } from "./options.js";
import type { Transport } from "./transport.js";

/**
 * Makes the default transport, over got. It keeps connections alive, by default at most 64 per origin, and closes them in
 * `close()`. got, and all that only this transport needs, is loaded by the first request; in a bundle without got that request
 * fails with `UNSUPPORTED`.
 *
 * @param options - TLS, proxy and connections
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 */
export function gotTransport(options: TransportOptions = {}): Transport {
  return lazyGot(readTransportOptions(options));
}
