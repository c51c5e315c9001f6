import type { HttpResponse } from "../http/response.js";
import { Lazy } from "../util/lazy.js";
import { isPromise } from "../util/maybe-promise.js";
import type { TransportOptions } from "./options.js";
import type { Transport } from "./transport.js";

/**
 * Makes the default transport. got, and all that only this transport needs, is loaded by the first request.
 *
 * @param options - TLS, proxy and connections; checked when they are used
 */
export function lazyGot(options: TransportOptions = {}): Transport {
  const transport = new Lazy(async () => (await import("./got.js")).gotTransport(options));
  return {
    send(request, context) {
      const loaded = transport.get();
      const send = (by: Transport): Promise<HttpResponse> => by.send(request, context);
      return isPromise(loaded) ? loaded.then(send) : send(loaded);
    },
    close: () => transport.drop((loaded) => loaded.close?.()),
  };
}
