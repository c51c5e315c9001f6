import type { Socket } from "node:net";

const continueLine = "HTTP/1.1 100";
const nothing = Buffer.alloc(0);
const endOfHead = "\r\n\r\n";
/** Maximum number of responses with status 100 that are left out before one response. */
const maxContinues = 32;
/** A head without an end that is longer than this is left to undici, which limits it. In bytes. */
const maxHeadBytes = 8_192;

/**
 * Name of a header that stands for `Content-Length: 0`. undici leaves that out with all methods but a few, so the
 * connection writes it instead of this header.
 */
export const emptyBodyHeader = "org-http-core-empty-body";
const emptyBodyLine = `${emptyBodyHeader}: 1\r\n`;

/**
 * Makes a connection do two things that undici does not, and the other transports do: it leaves out an unrequested `100
 * Continue`, at which undici closes the connection, and it sends `Content-Length: 0` instead of {@link emptyBodyHeader}.
 *
 * @param socket - that undici has not used yet
 */
export function makeLenient(socket: Socket): void {
  const filter = new ContinueFilter();
  const read = socket.read.bind(socket);
  const write = socket.write.bind(socket) as (chunk: unknown, ...rest: unknown[]) => boolean;
  socket.read = (size?: number): unknown => filter.pass(read(size) as Buffer | null);
  // undici writes the head of a request as one text.
  socket.write = (chunk: unknown, ...rest: unknown[]): boolean => {
    if (typeof chunk !== "string" || !chunk.includes(" HTTP/1.1\r\n")) return write(chunk, ...rest);
    filter.expectHead();
    return write(withLength(chunk), ...rest);
  };
}

function withLength(head: string): string {
  const at = head.indexOf(emptyBodyLine);
  if (at === -1) return head;
  const rest = head.slice(0, at) + head.slice(at + emptyBodyLine.length);
  const hasFraming = /\r\n(content-length|transfer-encoding):/i.test(rest);
  return hasFraming || !rest.endsWith(endOfHead) ? rest : `${rest.slice(0, -2)}content-length: 0${endOfHead}`;
}

/** Leaves out responses with status 100 at the start of a response. */
class ContinueFilter {
  #isAtHead = false;
  #count = 0;
  #unread: Buffer = nothing;

  /** A request has been written: a response comes next. */
  expectHead(): void {
    this.#isAtHead = true;
    this.#count = 0;
  }

  /** Returns what undici is to see of a chunk; `null` if nothing yet. */
  pass(chunk: Buffer | null): Buffer | null {
    if (chunk === null || !this.#isAtHead) return chunk;
    let bytes = this.#unread.length === 0 ? chunk : Buffer.concat([this.#unread, chunk]);
    this.#unread = nothing;
    while (this.#count < maxContinues && mayBeContinue(bytes)) {
      const end = bytes.indexOf(endOfHead);
      if (end === -1 && bytes.length >= maxHeadBytes) break;
      if (end === -1) {
        this.#unread = bytes;
        return null;
      }
      this.#count++;
      bytes = bytes.subarray(end + endOfHead.length);
    }
    this.#isAtHead = false;
    return bytes;
  }
}

/** True if the bytes are the start of a `100 Continue`, or may become one. */
function mayBeContinue(bytes: Buffer): boolean {
  return continueLine.startsWith(bytes.toString("latin1", 0, continueLine.length));
}
