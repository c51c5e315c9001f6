import type { Socket } from "node:net";
import type * as undici from "undici";
import type { Agent, buildConnector, Client, Dispatcher, Pool } from "undici";
import { defaultMaxHeaderBytes, defaultMaxSockets } from "../../defaults.js";
import { InputError } from "../../errors.js";
import type { Target } from "../../http/target.js";
import { copyOwn } from "../../util/own-members.js";
import type { TransportOptions } from "../options.js";
import { proxyFinder } from "./find-proxy.js";
import { makeLenient } from "./lenient-socket.js";
import type { Proxy } from "./proxy.js";
import { ResetWatch } from "./reset-watch.js";
import { SocketHold } from "./socket-hold.js";
import { undiciConnector, type Connect } from "./undici-connector.js";

/** A request that can end before it has a connection. */
export interface PendingRequest {
  /**
   * The request is about to wait for a connection.
   *
   * @param cancel - ends the attempt to connect
   * @returns false if the request has ended already; it is then not sent
   */
  waitForConnection(cancel: () => void): boolean;
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
  /** Notices resets on all connections. */
  readonly resets: ResetWatch;
  /** True if the connections take the mark of an empty body out of a request. */
  readonly isLenient: boolean;
  /** Keeps the process alive while an exchange needs a connection. */
  readonly sockets: SocketHold;
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
  const resets = new ResetWatch();
  const connecting = new Set<Socket>();
  const sockets = new SocketHold();
  const connect = undiciConnector(options, (socket) => {
    resets.watch(socket);
    sockets.add(socket);
    makeLenient(socket);
  });
  const proxyOf = proxyFinder(options.proxy);
  const made = new Map<Proxy | undefined, DispatcherChoice & { readonly dispatcher: Agent }>();

  function makeAgent(proxy: Proxy | undefined): Agent {
    const makeClient = (origin: URL, settings: object): Client =>
      cancellableClient((connector) => new library.Client(origin, copyOwn({ ...settings, connect: connector })), {
        connect: (to, callback) => connect(to, callback, proxy),
        connecting,
      });
    const makePool = (origin: URL | string, settings: object): Pool =>
      new library.Pool(origin, copyOwn({ ...settings, connect: unused, factory: makeClient }));
    return new library.Agent(copyOwn({ ...agentSettings(options), connect: unused, factory: makePool }));
  }

  return {
    resets,
    isLenient: true,
    sockets,
    for(url) {
      const proxy = proxyOf(url);
      const known = made.get(proxy);
      if (known !== undefined) return known;
      const choice = { dispatcher: makeAgent(proxy), proxy };
      made.set(proxy, choice);
      return choice;
    },
    async destroy() {
      await Promise.all([...made.values()].map(({ dispatcher }) => dispatcher.destroy()));
      for (const socket of connecting) socket.destroy();
    },
  };
}

/**
 * Makes the dispatchers of a transport that was given one. Its connections are its own.
 *
 * @param dispatcher - of the caller, which also closes it
 */
export function givenDispatcher(dispatcher: Dispatcher): Dispatchers {
  return {
    resets: new ResetWatch(),
    isLenient: false,
    sockets: new SocketHold(),
    for: () => ({ dispatcher, proxy: undefined }),
    destroy: async () => {},
  };
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

function agentSettings(options: TransportOptions): Agent.Options {
  return {
    connections: options.maxSockets ?? defaultMaxSockets,
    pipelining: 1,
    allowH2: false,
    // The exchange has timers of its own.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: defaultMaxHeaderBytes,
  };
}

/** How a client connects, and where it notes what it has begun. */
interface Connecting {
  readonly connect: (...parameters: Parameters<buildConnector.connector>) => ReturnType<Connect>;
  /** The sockets of all clients that are not yet connected. */
  readonly connecting: Set<Socket>;
}

/**
 * Makes a client whose attempt to connect ends with the request that waits for it. Without this, undici continues to
 * connect for a request that has ended. Without pipelining a client has one request at a time.
 */
function cancellableClient(
  make: (connector: buildConnector.connector) => Client,
  { connect, connecting }: Connecting,
): Client {
  let attempt: Socket | undefined;
  const client = make((to, callback) => {
    const socket = connect(to, (...result) => {
      connecting.delete(socket);
      attempt = undefined;
      callback(...result);
    });
    attempt = socket;
    connecting.add(socket);
  });
  const dispatch = client.dispatch.bind(client);
  client.dispatch = (options, handler) => {
    const isPending = (options as PendingOptions).pending.waitForConnection(() =>
      attempt?.destroy(new Error("cancelled")),
    );
    return isPending ? dispatch(options, handler) : true;
  };
  return client;
}
