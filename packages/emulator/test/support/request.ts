import { request as httpRequest } from "node:http";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";

/** A response whose body has been read. */
export interface ReceivedResponse {
  readonly status: number;
  readonly reason: string;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  /** The body as UTF-8 text. */
  readonly text: string;
  /** The body as JSON; undefined if it is not JSON. */
  readonly json: unknown;
}

/** A request, part by part as it is sent. */
export interface RequestParts {
  readonly method?: string;
  /** The path and query, sent without any normalisation. Default: those of the URL. */
  readonly target?: string;
  /** The `Host` header. Default: the host of the URL. */
  readonly host?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** The CA certificate to trust, as PEM. */
  readonly ca?: string;
  /** The server name in the TLS handshake, which the certificate must contain. */
  readonly servername?: string;
}

/** Sends a request on its own connection with Node's client, which can send any header and a body with GET. */
export function send(url: string, parts: RequestParts = {}): Promise<ReceivedResponse> {
  const { method = "GET", target, host, headers, body, ca, servername } = parts;
  const { protocol, hostname, port, pathname, search } = new URL(url);
  const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
  const allHeaders = { ...length, ...headers, ...(host !== undefined && { host }) };
  const options = { method, hostname, port, path: target ?? pathname + search, headers: allHeaders, agent: false };
  return new Promise((resolve, reject) => {
    const onResponse = (incoming: IncomingMessage): void => {
      readResponse(incoming).then(resolve, reject);
    };
    const outgoing =
      protocol === "https:"
        ? httpsRequest({ ...options, agent: false, ca, ...(servername !== undefined && { servername }) }, onResponse)
        : httpRequest({ ...options, agent: false }, onResponse);
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

async function readResponse(incoming: IncomingMessage): Promise<ReceivedResponse> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const text = bytes.toString("utf8");
  const { statusCode: status = 0, statusMessage: reason = "", headers } = incoming;
  const isJson = headers["content-type"]?.startsWith("application/json") === true;
  return { status, reason, headers, bytes, text, json: isJson ? JSON.parse(text) : undefined };
}
