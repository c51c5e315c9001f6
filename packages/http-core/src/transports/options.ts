import type { LookupFunction } from "node:net";

/** What belongs to a transport and never to a call: trust, identity on the TLS level, name lookup. */
export interface TransportOptions {
  /** PEM text of certificate authorities, trusted besides the usual ones. */
  readonly ca?: string | readonly string[];
  /** PEM text of a client certificate. */
  readonly cert?: string;
  /** PEM text of the client certificate's key. */
  readonly key?: string;
  readonly passphrase?: string;
  /** URL of an http(s) proxy, or `false` for none. Default: the environment's `HTTP_PROXY` and its kin. */
  readonly proxy?: string | false;
  /** Resolves names instead of the system. */
  readonly lookup?: LookupFunction;
  /** Switches certificate checks off; a warning says so. Default false. */
  readonly insecure?: boolean;
  /** Connections at most per origin. Default 64. */
  readonly maxSockets?: number;
}
