import { connect, createServer, type Socket } from "node:net";
import { createServer as createTlsServer, TLSSocket } from "node:tls";
import { listen, type LocalServer, type ServerIdentity } from "./local-server.js";

/** The password that {@link withPassword} gives. */
export const proxyPassword = "c4n4ry-password";

/** What a proxy gets in `Proxy-Authorization` for that password. */
export const proxyCredentials: string = `Basic ${Buffer.from(`user:${proxyPassword}`).toString("base64")}`;

/** The URL of a proxy, with a user name and a password. */
export function withPassword({ url }: LocalProxy): string {
  return url.replace("://", `://user:${proxyPassword}@`);
}

/** A proxy for a check, on loopback. */
export interface LocalProxy extends LocalServer {
  /** The heads of all requests to it. */
  readonly heads: readonly string[];
  /** How many clients have shown a certificate. */
  readonly clientCertificates: () => number;
}

/** What a proxy does with a request. */
export type ProxyBehavior = (socket: Socket, head: string) => void;

/**
 * Starts a proxy.
 *
 * @param behave - called with the head of the first request of each connection
 * @param identity - of an https proxy with the name `localhost`; it asks clients for a certificate and takes any
 */
export async function startProxy(behave: ProxyBehavior, identity?: ServerIdentity): Promise<LocalProxy> {
  const heads: string[] = [];
  let clientCertificates = 0;
  const accept = (socket: Socket): void => {
    if (socket instanceof TLSSocket && Object.keys(socket.getPeerCertificate()).length > 0) clientCertificates++;
    socket.on("error", () => {});
    socket.once("data", (head: Buffer) => {
      heads.push(head.toString("latin1"));
      behave(socket, head.toString("latin1"));
    });
  };
  const server =
    identity === undefined
      ? createServer(accept)
      : createTlsServer(
          { key: identity.key, cert: identity.cert, requestCert: true, rejectUnauthorized: false },
          accept,
        );
  const local = await listen(
    server,
    identity === undefined ? "http" : "https",
    identity === undefined ? "127.0.0.1" : "localhost",
  );
  return Object.assign(local, { heads, clientCertificates: () => clientCertificates });
}

/** Opens the tunnel that a client asks for; it leads to loopback for every host. */
export function openRequestedTunnel(socket: Socket, head: string): void {
  const port = Number(/^CONNECT \S+:(\d+) /.exec(head)?.[1] ?? 0);
  if (port === 0) return void socket.destroy();
  const upstream = connect(port, "127.0.0.1", () => {
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    upstream.pipe(socket).pipe(upstream);
  });
  upstream.on("error", () => socket.destroy());
  socket.on("close", () => upstream.destroy());
}
