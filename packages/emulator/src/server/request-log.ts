/** One request as it came over the wire, secrets included: the emulator holds test data only. */
export interface LoggedRequest {
  readonly method: string;
  /** The `Host` header, port included; empty where there was none. */
  readonly host: string;
  /** The request target exactly as sent: path and query, neither decoded nor normalised. */
  readonly url: string;
  /** Header names in lower case; a repeated header's values are joined as Node joins them. */
  readonly headers: Readonly<Record<string, string>>;
  /** The raw body, empty where there was none. */
  readonly body: Uint8Array;
  /** What was answered; 0 while there is no answer, and for a connection that a fault reset. */
  status: number;
}

const maxRequests = 10_000;
const maxBodyBytes = 256 * 1024 * 1024;

/** The newest requests, oldest first; old ones go when there are over 10,000, or over 256 MiB of bodies. */
export class RequestLog {
  readonly entries: LoggedRequest[] = [];
  #bodyBytes = 0;

  /** Adds a request on its arrival and returns it; its status is set when it is answered. */
  add(request: LoggedRequest): LoggedRequest {
    this.entries.push(request);
    this.#bodyBytes += request.body.length;
    while (this.entries.length > maxRequests || (this.#bodyBytes > maxBodyBytes && this.entries.length > 1)) {
      this.#bodyBytes -= this.entries.shift()?.body.length ?? 0;
    }
    return request;
  }

  /** Forgets everything. */
  clear(): void {
    this.entries.length = 0;
    this.#bodyBytes = 0;
  }
}
