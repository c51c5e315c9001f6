import type { ClientRequest, IncomingMessage, RequestOptions } from "node:http";
import type { Socket } from "node:net";
import type { Readable, Writable } from "node:stream";
import type { TLSSocket } from "node:tls";
import type { Body } from "../../http/request-body/body.js";
import { HeaderList, toRaw } from "../../http/header-list.js";
import { headersOf } from "../../http/message.js";
import { targetOf, type HttpRequest } from "../../http/request.js";
import { requestPath } from "../../http/target.js";
import { nodeBuiltins } from "../../node-builtins.js";
import { bareObject } from "../../util/own-members.js";
import type { AgentPair, NodeAgents } from "../connection/node-agents.js";
import { forwardedRequest } from "../connection/proxy.js";
import { isConnecting } from "../connection/sockets.js";
import { Exchange } from "./exchange.js";
import { contentLength, writableChunks } from "./outgoing-body.js";

/**
 * One exchange over `node:http`. It watches the events of the request and of the response, whether Node's own response has
 * them or the stream that got makes of it.
 */
export class ClientExchange extends Exchange {
  #sending: Writable | undefined;
  #head: IncomingMessage | undefined;
  #body: Readable | undefined;

  /**
   * Sends the request.
   *
   * @param agents - make its connection
   * @param open - starts the request over two of them, and returns what the body is written to
   */
  send(agents: NodeAgents, open: (pair: AgentPair) => Writable): void {
    const pair = agents.for(targetOf(this.request));
    this.useProxy(pair.proxy);
    const sending = (this.#sending = open(pair));
    const { body } = this.request;
    if (body === undefined) sending.end();
    else this.#upload(sending, body).catch((error: unknown) => this.fail(error));
  }

  /** Starts the request of `node:http`, and watches it. Its body follows. */
  open({ proxy, http, https }: AgentPair): ClientRequest {
    const { request } = this;
    const target = targetOf(request);
    const { protocol, hostname, port } = target;
    const isSecure = protocol === "https:";
    const forwarded = proxy === undefined ? undefined : forwardedRequest(target, proxy);
    // Node parses a text again, and Bun and Deno take no parsed URL but a real one, which inherits an `auth` or `path`.
    const options = bareObject() as RequestOptions;
    options.protocol = protocol;
    options.hostname = hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
    if (port !== "") options.port = Number(port);
    options.path = forwarded?.path ?? requestPath(target);
    options.method = request.method;
    const headers = (options.headers = outgoingHeaders(request, target.host));
    if (forwarded !== undefined) headers.push(...toRaw(Object.entries(forwarded.headers)));
    options.agent = isSecure ? https : http;
    options.maxHeaderSize = this.maxHeaderBytes;
    // The exchange limits the time. Node needs a number: without it, a request has the one that `Object.prototype` may have.
    options.timeout = 0;
    const sending = (isSecure ? nodeBuiltins.https : nodeBuiltins.http).request(options);
    this.#watch(sending);
    return sending;
  }

  #watch(sending: ClientRequest): void {
    sending.on("error", (error) => this.#onError(error));
    sending.on("socket", (socket) => {
      if (sending.reusedSocket || !isConnecting(socket)) this.markConnected();
      else socket.once((socket as TLSSocket).encrypted ? "secureConnect" : "connect", () => this.markConnected());
    });
    // Node silently drops headers beyond this number. 0 means no limit; the size of the head is limited.
    sending.maxHeadersCount = 0;
    sending.on("finish", () => this.markRequestSent());
    sending.on("information", () => this.countInformational());
    sending.on("upgrade", (_head, socket) => {
      socket.destroy();
      this.fail(
        this.error("PROTOCOL_ERROR", "the server switched the protocol although the request did not ask for it"),
      );
    });
  }

  /**
   * Resolves the response, and reads its body. A small body follows its head at once, so it has arrived when the caller
   * continues.
   *
   * @param head - of the response
   * @param body - its bytes
   */
  receive(head: IncomingMessage, body: Readable): void {
    this.#head = head;
    this.#body = body;
    try {
      const { statusCode: status = 0, statusMessage: statusText = "" } = head;
      const chunks = this.respond({ status, statusText, headers: HeaderList.fromRaw(head.rawHeaders) });
      body.on("data", (chunk: Uint8Array) => chunks.push(chunk));
      body.on("end", () => chunks.end());
      body.on("error", (error) => this.fail(error));
    } catch (error) {
      this.fail(error);
    }
  }

  override hold(isNeeded: boolean): void {
    const head = this.#head;
    // After the end of the body the connection is the agent's again.
    const socket: Socket | null | undefined = head?.readableEnded === true ? undefined : head?.socket;
    if (isNeeded) socket?.ref();
    else socket?.unref();
  }

  override pause(): void {
    this.#body?.pause();
  }

  override resume(): void {
    this.#body?.resume();
  }

  override destroy(): void {
    // Without a reason, which node would throw if the connection has ended already. The exchange keeps it.
    this.#sending?.destroy();
  }

  /** Node reports a reset as the end of a body without length, and bytes beyond the length of a body as an error. */
  #onError(error: Error): void {
    if (this.#head?.complete !== true || isUnparsable(error)) this.fail(error);
  }

  /** Writes the body of the request, chunk by chunk as the connection takes them, and ends the request. */
  async #upload(target: Writable, body: Body): Promise<void> {
    const source = writableChunks(body, this);
    target.once("close", () => source.destroy());
    for await (const chunk of source) {
      if (target.destroyed) return;
      if (await writeChunk(target, chunk)) this.markChunkSent();
    }
    if (!target.destroyed) target.end();
  }
}

/** Lists the headers of a request for `node:http`, which adds none to a list: with Host, and those that frame the body. */
function outgoingHeaders(request: HttpRequest, host: string): string[] {
  const raw = toRaw(headersOf(request));
  raw.push("host", host);
  const length = contentLength(request);
  if (length !== undefined) raw.push("content-length", String(length));
  // By default node does not frame the body of a GET or DELETE, and the server would read it as the next request.
  else if (request.body !== undefined) raw.push("transfer-encoding", "chunked");
  return raw;
}

/** True for an error of Node's HTTP parser. */
function isUnparsable(error: Error): boolean {
  return "code" in error && String(error.code).startsWith("HPE_");
}

/** Writes a chunk, and waits until it has been written or the stream has closed. Returns true if it has been written. */
function writeChunk(target: Writable, chunk: unknown): Promise<boolean> {
  return new Promise((resolve) => {
    const onClose = (): void => resolve(false);
    target.once("close", onClose);
    target.write(chunk, (error) => {
      target.off("close", onClose);
      resolve(error === null || error === undefined);
    });
  });
}
