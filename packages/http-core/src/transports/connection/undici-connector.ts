import type { Socket } from "node:net";
import type { ConnectionOptions, TLSSocket } from "node:tls";
import type { buildConnector } from "undici";
import { detachEvents, socketOptions } from "../../util/inherited-members.js";
import { nodeBuiltins } from "../../node-builtins.js";
import type { TransportOptions } from "../options.js";
import { makeLenient } from "./lenient-socket.js";
import type { Proxy } from "./proxy.js";
import {
  authorityOf,
  connectThroughTunnel,
  connectToProxy,
  keepAliveDelayMs,
  addressSettings,
  serverNameOf,
} from "./sockets.js";
import { tlsSettings } from "./tls-settings.js";
import type { UndiciConnections } from "./undici-connections.js";

/** Connects to a server, and calls back as soon as the connection can carry a request. */
export type Connect = (
  to: buildConnector.Options,
  callback: buildConnector.Callback,
  proxy: Proxy | undefined,
) => Socket;

/**
 * Makes what connects undici's clients to servers. The connector of undici itself can't be cancelled, and its proxies
 * follow rules of their own.
 *
 * @param options - of the transport
 * @param connections - gets each connection
 */
export function undiciConnector(options: TransportOptions, connections: UndiciConnections): Connect {
  const tls = { ...tlsSettings(options), ...addressSettings(options) };
  const sessions = new Map<string, Buffer>();

  function secure(host: string, port: number, over: Pick<ConnectionOptions, "socket">): TLSSocket {
    const name = `${host}:${port}`;
    const session = sessions.get(name);
    const socket = nodeBuiltins.tls.connect({
      ...tls,
      ...over,
      session,
      host,
      port,
      servername: serverNameOf(host),
    });
    socket.on("session", (next) => void sessions.set(name, next));
    socket.once("error", () => void sessions.delete(name));
    return socket;
  }

  function open({ protocol, hostname: host, port: given }: buildConnector.Options, proxy: Proxy | undefined): Socket {
    const isSecure = protocol === "https:";
    const port = Number(given) || (isSecure ? 443 : 80);
    if (proxy === undefined) {
      return isSecure
        ? secure(host, port, {})
        : nodeBuiltins.net.connect({ ...socketOptions, host, port, ...addressSettings(options) });
    }
    if (!isSecure) return connectToProxy(proxy, options);
    return connectThroughTunnel(proxy, authorityOf(host, port), options, (over) => secure(host, port, over));
  }

  return (to, callback, proxy) => {
    const socket = detachEvents(open(to, proxy));
    connections.add(socket);
    const isEncrypted = to.protocol === "https:" || proxy?.isSecure === true;
    const fail = (error: Error): void => callback(error, null);
    socket.setNoDelay(true).setKeepAlive(true, keepAliveDelayMs);
    socket.once("error", fail);
    socket.once(isEncrypted ? "secureConnect" : "connect", () => {
      socket.off("error", fail);
      makeLenient(socket);
      // A TLS alert leaves a socket open. undici would report its end instead of the alert.
      socket.on("error", () => socket.destroy());
      callback(null, socket);
    });
    return socket;
  };
}
