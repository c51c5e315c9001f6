import type { LookupFunction } from "node:net";

/** Options of a transport: TLS, proxy and connections. A call can't change them. */
export interface TransportOptions {
  /** Certificate authorities to trust in addition to those of Node: PEM text, or several. Default none. */
  readonly ca?: string | readonly string[];
  /** Client certificate: PEM text. Default none. */
  readonly cert?: string;
  /** Private key of the client certificate: PEM text. */
  readonly key?: string;
  /** Passphrase of `key`. Default none. */
  readonly passphrase?: string;
  /** URL of an http or https proxy without a path, user name and password percent-encoded; `false` for none. Default: `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` of the environment. */
  readonly proxy?: string | false;
  /** Resolves host names. Default: `dns.lookup`. */
  readonly lookup?: LookupFunction;
  /** Switches certificate checks off, with a warning. Default false. */
  readonly insecure?: boolean;
  /** Maximum number of connections per origin. Default 64. */
  readonly maxSockets?: number;
}
