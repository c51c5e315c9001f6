/**
 * The default transport, over got.
 *
 * @packageDocumentation
 */
import type { Got, Request as GotStream } from "got";
import type { ClientRequest, IncomingMessage } from "node:http";
import type { Transport } from "./transport.js";
import { ClientExchange } from "./exchange/client-exchange.js";
import { NodeAgents, type AgentPair } from "./connection/node-agents.js";
import { detachEvents } from "../util/inherited-members.js";
import { Lazy } from "../util/lazy.js";
import { bareObject, copyOwn } from "../util/own-members.js";
import { InputError } from "../errors.js";
import type { TransportOptions } from "./options.js";
import { readTransportOptions } from "./check-options.js";

/** What is loaded by the first request. */
interface Loaded {
  readonly agents: NodeAgents;
  readonly got: Got;
}

/**
 * Makes the default transport, over got. It keeps connections alive, by default at most 64 per origin, and closes them in
 * `close()`. got is loaded by the first request.
 *
 * @param options - TLS, proxy and connections
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 */
export function gotTransport(options: TransportOptions = {}): Transport {
  const own = readTransportOptions(options);
  const library = new Lazy(() => load(own));
  return {
    send(request, context) {
      const exchange = new ClientExchange(request, context);
      return exchange.start(library.get(), ({ agents, got }) =>
        exchange.send(agents, (pair) => open(got, exchange, pair)),
      );
    },
    close: () => library.drop(({ agents }) => agents.destroy()),
  };
}

async function load(options: TransportOptions): Promise<Loaded> {
  const { default: got } = await import("got").catch((cause: unknown) => {
    const message =
      "got can't be loaded, or is not in this bundle; give the session another transport, such as fetchTransport()";
    throw new InputError("OPTION_INVALID", message, { cause });
  });
  return { agents: new NodeAgents(options), got: got.extend(gotOptions) };
}

/** What got does not do because the session does it. got checks and merges options again for each call that passes them. */
const gotOptions = copyOwn({
  allowGetBody: true,
  decompress: false,
  followRedirect: false,
  throwHttpErrors: false,
  retry: { limit: 0 },
  strictContentLength: false,
});

/** Starts a request. Its body follows. */
function open(got: Got, exchange: ClientExchange, pair: AgentPair): GotStream {
  exchange.refuseBodyOf(["HEAD"], "got");
  const { method, url } = exchange.request;
  const options = new CallOptions(method, () => exchange.open(pair));
  const stream = detachEvents(got.stream(url, options as object));
  stream.on("response", (head: IncomingMessage) => exchange.receive(head, stream));
  stream.on("error", (error) => exchange.fail(error));
  return stream;
}

/**
 * What a call passes to got. got copies a plain object to one that inherits from `Object.prototype`, but leaves an instance
 * of a class as it is.
 */
class CallOptions {
  readonly method: string;
  /** Sends the request with its headers. got would copy each header several times, and add others. */
  readonly request: () => ClientRequest;
  /** Hides an inherited one from got's copy. */
  readonly hooks: undefined;

  constructor(method: string, request: () => ClientRequest) {
    this.method = method;
    this.request = request;
    this.hooks = undefined;
  }
}
Object.setPrototypeOf(CallOptions.prototype, bareObject());
