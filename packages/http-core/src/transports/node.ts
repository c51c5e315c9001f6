/**
 * The transport over Node's own `http` and `https`, for short-lived processes.
 *
 * @packageDocumentation
 */
import type { Transport } from "./transport.js";
import { ClientExchange } from "./exchange/client-exchange.js";
import { NodeAgents } from "./connection/node-agents.js";
import type { TransportOptions } from "./options.js";
import { readTransportOptions } from "./check-options.js";

/**
 * Makes a transport over `node:http` and `node:https`. These load in a tenth of the time that got takes, so use it in
 * command lines and other short-lived processes. It keeps connections alive, by default at most 64 per origin, and closes
 * them in `close()`.
 *
 * @param options - TLS, proxy and connections
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 *
 * @example
 * ```ts
 * import { createSession } from "@org/http-core";
 * import { nodeTransport } from "@org/http-core/node";
 *
 * const session = createSession({ transport: nodeTransport({ maxSockets: 4 }) });
 * console.log((await session.prepare("https://api.example.com/")).method); // GET
 * await session.close();
 * ```
 */
export function nodeTransport(options: TransportOptions = {}): Transport {
  const own = readTransportOptions(options);
  let agents: NodeAgents | undefined;
  return {
    send(request, context) {
      const exchange = new ClientExchange(request, context);
      return exchange.start((agents ??= new NodeAgents(own)), (made) =>
        exchange.send(made, (pair) => exchange.open(pair).on("response", (head) => exchange.receive(head, head))),
      );
    },
    async close() {
      agents?.destroy();
      agents = undefined;
    },
  };
}
