import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { detachEvents, streamOptions } from "../../util/inherited-members.js";
import { nodeBuiltins } from "../../node-builtins.js";
import { ConnectResponse } from "./connect-response.js";
import type { Proxy } from "./proxy.js";
import { ProxyError } from "./proxy-error.js";

/** A connection to a server through a proxy. Data that is written to it waits until the proxy has opened the tunnel. */
export type Tunnel = Duplex & {
  /** Keeps the process running while the tunnel is open. */
  ref(): void;
  /** Lets the process end while the tunnel is open. */
  unref(): void;
};

/**
 * Asks a proxy for a tunnel with CONNECT. A response of the proxy other than status 200 destroys the tunnel with a
 * {@link ProxyError}; so does a failure of the connection to the proxy. Destroying the tunnel closes that connection.
 *
 * @param proxy - gets its credentials, and no others
 * @param authority - host and port of the server
 * @param socket - a new connection to the proxy
 */
export function openTunnel(proxy: Proxy, authority: string, socket: Socket): Tunnel {
  const response = new ConnectResponse();
  let isOpen = false;
  /** The write that waits for the proxy. A stream makes no other one meanwhile. */
  let held: (() => void) | undefined;
  const tunnel = new nodeBuiltins.stream.Duplex({
    ...streamOptions,
    allowHalfOpen: false,
    read: () => void socket.resume(),
    write(chunk: Buffer, _encoding, done) {
      const write = (): void => void socket.write(chunk, done);
      if (isOpen) write();
      else held = write;
    },
    final: (done) => void socket.end(done),
    destroy(error, done) {
      socket.destroy();
      done(error);
    },
  });

  detachEvents(tunnel);

  function receive(chunk: Buffer): void {
    const bytes = isOpen ? chunk : response.read(chunk);
    if (bytes === undefined) return;
    isOpen = true;
    held?.();
    held = undefined;
    if (bytes.length > 0 && !tunnel.push(bytes)) socket.pause();
  }

  socket.once(proxy.isSecure ? "secureConnect" : "connect", () => void socket.write(connectRequest(proxy, authority)));
  socket.on("data", (chunk: Buffer) => {
    try {
      receive(chunk);
    } catch (error) {
      tunnel.destroy(error as Error);
    }
  });
  socket.once("end", () => {
    if (isOpen) tunnel.push(null);
    else tunnel.destroy(new ProxyError("it closed the connection before it responded to CONNECT"));
  });
  socket.on("error", (error) => {
    tunnel.destroy(isOpen ? error : new ProxyError("the connection to it failed", { cause: error }));
  });
  socket.once("close", () => void (socket.readableEnded || tunnel.destroy()));
  return Object.assign(tunnel, { ref: () => void socket.ref(), unref: () => void socket.unref() });
}

function connectRequest({ authorization }: Proxy, authority: string): string {
  const credentials = authorization === undefined ? "" : `Proxy-Authorization: ${authorization.reveal()}\r\n`;
  return `CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${credentials}\r\n`;
}
