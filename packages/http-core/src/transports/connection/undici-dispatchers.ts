import type { Socket } from "node:net";
import type * as undici from "undici";
import type { Agent, buildConnector, Client, Dispatcher, Pool } from "undici";
import { defaultMaxHeaderBytes, defaultMaxSockets } from "../../defaults.js";
import { InputError } from "../../errors.js";
import type { Target } from "../../http/target.js";
import { copyOwn } from "../../util/own-members.js";
import type { TransportOptions } from "../options.js";
import { ByProxy } from "./find-proxy.js";
import type { Proxy } from "./proxy.js";
import { UndiciConnections } from "./undici-connections.js";
import { undiciConnector } from "./undici-connector.js";

/** A request that can end before it has a connection. */
export interface PendingRequest {
  /** True if the request has ended. It is then not sent. */
  readonly isEnded: boolean;
  /** Ends the attempt to connect; set while the request waits for a connection. */
  cancelConnecting: (() => void) | undefined;
}

/** What a request gives to undici. Its handler would not do: undici 7 wraps it. */
export interface PendingOptions extends Dispatcher.DispatchOptions {
  /** The request itself. */
  readonly pending: PendingRequest;
}

/** The dispatcher for a URL. */
export interface DispatcherChoice {
  readonly dispatcher: Dispatcher;
  /** The proxy that it uses; `undefined` for none. */
  readonly proxy: Proxy | undefined;
}

/** The dispatchers of a transport: one without proxy, and one for each proxy. */
export interface Dispatchers {
  /** `undefined` for those of a dispatcher of the caller: it makes its own, which don't know the mark of an empty body. */
  readonly connections: UndiciConnections | undefined;
  /**
   * The dispatcher for a URL, and the proxy that it uses.
   *
   * @throws InputError `OPTION_INVALID` if the environment names a proxy that is not an http or https URL
   */
  for(url: Target): DispatcherChoice;
  /** Closes all connections, also those that are not yet made. */
  destroy(): Promise<void>;
}

/**
 * Loads undici, and makes its dispatchers with the options of a transport.
 *
 * @throws InputError `OPTION_INVALID` if undici is not installed, too old, or run by Bun
 */
export async function loadDispatchers(options: TransportOptions): Promise<Dispatchers> {
  const library = await importUndici();
  const connections = new UndiciConnections();
  const connect = undiciConnector(options, connections);
  const poolSettings = { connections: options.maxSockets ?? defaultMaxSockets, allowH2: false, connect: unused };

  function makeAgent(proxy: Proxy | undefined): Agent {
    const makeClient = (to: URL): Client => cancellableClient(library, to, (...given) => connect(...given, proxy));
    const makePool = (to: URL | string): Pool =>
      new library.Pool(to, copyOwn({ ...poolSettings, factory: makeClient }));
    return new library.Agent(copyOwn({ connect: unused, factory: makePool }));
  }

  const made = new ByProxy(options.proxy, (proxy) => ({ dispatcher: makeAgent(proxy), proxy }));
  return {
    connections,
    for: (url) => made.for(url),
    async destroy() {
      await Promise.all([...made.values()].map(({ dispatcher }) => dispatcher.destroy()));
      connections.destroy();
    },
  };
}

/** Makes the dispatchers of a transport that was given one, which its caller closes. */
export function givenDispatcher(dispatcher: Dispatcher): Dispatchers {
  const choice = { dispatcher, proxy: undefined };
  return { connections: undefined, for: () => choice, destroy: async () => {} };
}

async function importUndici(): Promise<typeof undici> {
  // Bun replaces the package by its own module, which does not send by a dispatcher.
  if (process.versions["bun"] !== undefined) refuse("Bun can't run undici; use fetchTransport or nodeTransport");
  const loaded: object = await import("undici").catch((cause: unknown) =>
    refuse("the package undici can't be loaded; install undici 8", cause),
  );
  // A bundler that splits makes a module with only a default export of a CommonJS package.
  const library = ("default" in loaded ? loaded.default : loaded) as typeof undici;
  // undici 6 calls back in another way, and has no such member.
  if (!("cacheStores" in library)) refuse("the installed package undici is too old; install undici 8, or at least 7");
  return library;
}

function refuse(reason: string, cause?: unknown): never {
  throw new InputError("OPTION_INVALID", reason, { cause });
}

/** Keeps agents and pools from making a connector, whose options would inherit from `Object.prototype`. */
const unused: buildConnector.connector = (_to, callback) => callback(new Error("unused"), null);

/** Settings of a client, which has one request at a time. The exchange limits the time. */
const clientSettings = {
  pipelining: 1,
  allowH2: false,
  headersTimeout: 0,
  bodyTimeout: 0,
  maxHeaderSize: defaultMaxHeaderBytes,
};

/**
 * Makes a client whose attempt to connect ends with the request that waits for it. Without this, undici continues to
 * connect for a request that has ended.
 */
function cancellableClient(
  { Client: UndiciClient }: typeof undici,
  origin: URL,
  connect: (...given: Parameters<buildConnector.connector>) => Socket,
): Client {
  let attempt: Socket | undefined;
  const connector: buildConnector.connector = (to, callback) => {
    attempt = connect(to, (...result) => {
      attempt = undefined;
      callback(...result);
    });
  };
  const client = new UndiciClient(origin, copyOwn({ ...clientSettings, connect: connector }));
  const cancel = (): void => void attempt?.destroy(new Error("cancelled"));
  const dispatch = client.dispatch.bind(client);
  client.dispatch = (options, handler) => {
    const { pending } = options as PendingOptions;
    if (pending.isEnded) return true;
    pending.cancelConnecting = cancel;
    return dispatch(options, handler);
  };
  return client;
}
