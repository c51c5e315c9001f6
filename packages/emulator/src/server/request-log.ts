/** A request exactly as it was received. It includes secrets, because the emulator holds test data only. */
export interface LoggedRequest {
  /** The HTTP method, in upper case. */
  readonly method: string;
  /** The `Host` header, including its port; empty if there is none. */
  readonly host: string;
  /** The path and query exactly as sent, neither decoded nor normalised. */
  readonly url: string;
  /** The headers, with names in lower case. Node joins the values of a repeated header. */
  readonly headers: Readonly<Record<string, string>>;
  /** The raw body; empty if there is none. */
  readonly body: Uint8Array;
  /** The status of the response; 0 before the response, and if a fault reset the connection. */
  status: number;
}

const maxRequests = 10_000;
const maxBodyBytes = 256 * 1024 * 1024;

/** Keeps the newest requests: at most 10,000, and at most 256 MiB of bodies. */
export class RequestLog {
  /** The requests, oldest first. */
  readonly entries: LoggedRequest[] = [];
  #bodyBytes = 0;

  /** Adds a request and returns it. The caller sets its status when the response is known. */
  add(request: LoggedRequest): LoggedRequest {
    this.entries.push(request);
    this.#bodyBytes += request.body.length;
    while (this.entries.length > maxRequests || (this.#bodyBytes > maxBodyBytes && this.entries.length > 1)) {
      this.#bodyBytes -= this.entries.shift()?.body.length ?? 0;
    }
    return request;
  }

  /** Removes all requests. */
  clear(): void {
    this.entries.length = 0;
    this.#bodyBytes = 0;
  }
}
