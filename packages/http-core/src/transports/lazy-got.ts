import type { HttpResponse } from "../http/response.js";
import { Lazy } from "../util/lazy.js";
import { isPromise } from "../util/maybe-promise.js";
import { readTransportOptions } from "./check-options.js";
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
  const own = readTransportOptions(options);
  const transport = new Lazy(async () => (await import("./got.js")).gotTransport(own));
  return {
    send(request, context) {
      const loaded = transport.get();
      const send = (by: Transport): Promise<HttpResponse> => by.send(request, context);
      return isPromise(loaded) ? loaded.then(send) : send(loaded);
    },
    close: () => transport.drop((loaded) => loaded.close?.()),
  };
}
