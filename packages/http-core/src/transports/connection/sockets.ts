import type { Socket, TcpSocketConnectOpts } from "node:net";
import type { Duplex } from "node:stream";
import type { ConnectionOptions, TLSSocket } from "node:tls";
import { detachEvents, socketOptions } from "../../util/inherited-members.js";
import { nodeBuiltins } from "../../node-builtins.js";
import { addressAttemptMs } from "../../defaults.js";
import type { TransportOptions } from "../options.js";
import type { Proxy } from "./proxy.js";
import { proxyTlsSettings } from "./tls-settings.js";
import { openTunnel } from "./tunnel.js";

/**
 * Connects to a proxy, which sees no client certificate. The certificate of an https proxy is checked against its own name.
 *
 * @param proxy - to connect to
 * @param options - of the transport
 */
export function connectToProxy(proxy: Proxy, options: TransportOptions): Socket {
  const { host, port } = proxy;
  const to = { host, port, ...addressSettings(options) };
  const socket = proxy.isSecure
    ? nodeBuiltins.tls.connect({
        ...proxyTlsSettings(options),
        ...to,
        servername: serverNameOf(host),
        session: undefined,
      })
    : nodeBuiltins.net.connect({ ...socketOptions, ...to });
  return detachEvents(socket).setNoDelay(true).setKeepAlive(true, keepAliveDelayMs);
}

/** How long a connection is silent before the system checks it, in milliseconds. */
export const keepAliveDelayMs = 60_000;

/**
 * Opens a tunnel through a proxy and starts TLS with the server in it.
 *
 * @param proxy - the tunnel leads through it
 * @param authority - host and port of the server
 * @param options - of the transport
 * @param secure - starts TLS in the tunnel, and checks the certificate against the server's name
 */
export function connectThroughTunnel(
  proxy: Proxy,
  authority: string,
  options: TransportOptions,
  secure: (over: Pick<ConnectionOptions, "socket">) => TLSSocket,
): TLSSocket {
  const tunnel = openTunnel(proxy, authority, connectToProxy(proxy, options));
  const socket = detachEvents(secure({ socket: tunnel }));
  inHandshake.add(socket);
  socket.once("secureConnect", () => inHandshake.delete(socket));
  // Over a stream that is not a socket of the system, these two methods have no effect of their own.
  socket.ref = () => (tunnel.ref(), socket);
  socket.unref = () => (tunnel.unref(), socket);
  return socket;
}

/** Sockets in tunnels on which TLS is not yet established. Node says of them from the start that they are connected. */
const inHandshake = new WeakSet<Duplex>();

/** True for a socket that can't carry a request yet. */
export function isConnecting(socket: Socket): boolean {
  return socket.connecting || inHandshake.has(socket);
}

/** The name that a TLS client sends: empty for an address, for which TLS has no names (RFC 6066 section 3). */
export function serverNameOf(host: string): string {
  return nodeBuiltins.net.isIP(host) === 0 ? host : "";
}

type AddressSettings = Pick<TcpSocketConnectOpts, "autoSelectFamilyAttemptTimeout" | "lookup">;

/** How a transport finds a server and tries its addresses, as options of a connection. */
export function addressSettings({ lookup }: TransportOptions): AddressSettings {
  return { ...(lookup === undefined ? {} : { lookup }), autoSelectFamilyAttemptTimeout: addressAttemptMs };
}

/** Host and port as CONNECT has them (RFC 9110 section 9.3.6). */
export function authorityOf(host: string, port: number): string {
  return nodeBuiltins.net.isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
}
