import type { LinuxLinkParams } from "../canonical/params.js";

/**
 * What a call of a session passes as `authOptions`, so that its parameters are signed as values. Without it, the scheme
 * signs the request's own path, query and form.
 */
export interface LinuxLinkCallOptions {
  /** The path that is signed. It has to be the request's path without the path of the server's URL. */
  readonly resource: string;
  /** Sent in the query, or as the form of a POST. Default: none. */
  readonly params?: LinuxLinkParams | undefined;
}
