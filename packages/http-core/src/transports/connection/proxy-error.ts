/** A failure of the connection to a proxy, or a proxy that did not open a tunnel. */
export class ProxyError extends Error {
  /** Status of the response to CONNECT; `undefined` if there was no valid one. */
  readonly status: number | undefined;

  /**
   * @param reason - what the proxy did, as part of a message
   * @param details - status of its response, or the system's error if the connection failed
   */
  constructor(reason: string, { status, cause }: { status?: number; cause?: unknown } = {}) {
    super(reason, cause === undefined ? undefined : { cause });
    this.status = status;
  }
}
