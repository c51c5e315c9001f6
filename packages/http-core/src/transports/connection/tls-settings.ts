import { nodeBuiltins } from "../../util/node-builtins.js";
import type { TransportOptions } from "../options.js";

/** TLS options as the agents of Node take them. */
export interface TlsSettings {
  readonly ca: string[] | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
  readonly passphrase: string | undefined;
  readonly rejectUnauthorized: boolean;
  readonly minVersion: "TLSv1.2";
}

/**
 * Reads the TLS options of a transport. Its authorities are added to the default ones. Warns if checks are switched off.
 *
 * @param options - of the transport
 */
export function tlsSettings(options: TransportOptions): TlsSettings {
  const { ca, cert, key, passphrase, insecure = false } = options;
  if (insecure)
    process.emitWarning(
      "Certificate checks are switched off for this transport: it does not detect a server that pretends to be another one",
    );
  return {
    ca:
      ca === undefined
        ? undefined
        : [...nodeBuiltins.tls.getCACertificates("default"), ...(typeof ca === "string" ? [ca] : ca)],
    cert,
    key,
    passphrase,
    rejectUnauthorized: !insecure,
    minVersion: "TLSv1.2",
  };
}

/**
 * Reads the TLS options for a request through a proxy. It does not warn again.
 *
 * @param options - of the transport
 */
export function requestTlsSettings(options: TransportOptions): TlsSettings {
  return { ...tlsSettings({ ...options, insecure: false }), rejectUnauthorized: !options.insecure };
}
