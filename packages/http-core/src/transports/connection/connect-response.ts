import { maxConnectHeadBytes } from "../../defaults.js";
import { ProxyError } from "./proxy-error.js";

const statusLine = /^HTTP\/1\.[01] (\d{3})(?: [^\r\n]*)?\r?\n/;

/** Reads the head of a proxy's response to CONNECT. Nothing but a complete head with status 200 opens the tunnel. */
export class ConnectResponse {
  #received: Buffer = Buffer.alloc(0);

  /**
   * Adds what has arrived.
   *
   * @returns the bytes behind the head, which belong to the server; `undefined` as long as the head is incomplete
   * @throws ProxyError for any other status, for a head above 16 KB, and for what is not HTTP
   */
  read(chunk: Buffer): Buffer | undefined {
    this.#received = Buffer.concat([this.#received, chunk]);
    const text = this.#received.toString("latin1", 0, maxConnectHeadBytes);
    checkStatusLine(text);
    const [end] = /\r?\n\r?\n/.exec(text) ?? [];
    if (end !== undefined) return this.#received.subarray(text.indexOf(end) + end.length);
    if (this.#received.length >= maxConnectHeadBytes) {
      throw new ProxyError(`the head of its response to CONNECT is larger than ${maxConnectHeadBytes} bytes`);
    }
    return undefined;
  }
}

function checkStatusLine(text: string): void {
  const [line, digits] = statusLine.exec(text) ?? [];
  if (line === undefined) {
    // Nothing that HTTP allows in front of the end of the line is refused before that end has arrived.
    if (text.includes("\n") || !"HTTP/1.".startsWith(text.slice(0, 7))) {
      throw new ProxyError("its response to CONNECT is not HTTP/1.1");
    }
    return;
  }
  const status = Number(digits);
  if (status === 200) return;
  throw new ProxyError(`it refused CONNECT with status ${status}`, { status });
}
