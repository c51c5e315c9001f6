import { isError } from "../../util/realms.js";
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

/** Finds the proxy's failure among an error and its causes. */
export function findProxyError(error: unknown): ProxyError | undefined {
  let at = error;
  // An error can be its own cause by way of another one.
  for (let depth = 0; depth < 8 && isError(at); depth++) {
    if (at instanceof ProxyError) return at;
    at = at.cause;
  }
  return undefined;
}
