import type { LinuxLinkParams } from "../canonical/params.js";
import type { SignedCall } from "./sign-call.js";

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

/** Call options of a dry run, which has to know what was signed. The package does not export them. */
export class ObservedCallOptions implements LinuxLinkCallOptions {
  readonly resource: string;
  readonly params: LinuxLinkParams | undefined;
  /** Receives the signed call before it is sent, with the SHA-256 of its bodies, which takes as long as signing them. */
  readonly onSigned: (signed: SignedCall) => void;

  /**
   * @param call - resource and parameters
   * @param onSigned - receives the signed call
   */
  constructor({ resource, params }: LinuxLinkCallOptions, onSigned: (signed: SignedCall) => void) {
    this.resource = resource;
    this.params = params;
    this.onSigned = onSigned;
  }
}
