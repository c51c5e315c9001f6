import { request as httpRequest } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import { request as httpsRequest } from "node:https";

/** An answer, read whole. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** A request, part by part as it goes over the wire. */
export interface Wire {
  readonly method?: string;
  /** The `Host` header. Default: the URL's. */
  readonly host?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** The authority to trust, as PEM. */
  readonly ca?: string;
  /** The name to ask for in the TLS handshake, and to find in the certificate. */
  readonly servername?: string;
}

/** Sends one request on a connection of its own; rejects where the connection breaks. */
export function send(url: string, { method = "GET", host, headers, body, ca, servername }: Wire = {}): Promise<Answer> {
  const { protocol, hostname, port, pathname, search } = new URL(url);
  const [start, tls] =
    protocol === "https:" ? [httpsRequest, { ca, ...(servername && { servername }) }] : [httpRequest, {}];
  const sent = { ...headers, ...(host !== undefined && { host }) };
  return new Promise((resolve, reject) => {
    const options = { method, hostname, port, path: pathname + search, headers: sent, agent: false as const, ...tls };
    const outgoing = start(options, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("error", reject);
      incoming.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text });
      });
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
