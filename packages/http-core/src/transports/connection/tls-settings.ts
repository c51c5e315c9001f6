import { nodeModules } from "../../util/node-modules.js";
import type { TransportOptions } from "../options.js";

/** The TLS part of a transport's options, as Node's agents take it. */
export interface TlsSettings {
  readonly ca: string[] | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
  readonly passphrase: string | undefined;
  readonly rejectUnauthorized: boolean;
  readonly minVersion: "TLSv1.2";
}

/**
 * Reads the TLS options. Own authorities are added to the default ones, never put in their place.
 *
 * @param options - of a transport
 */
export function tlsSettings(options: TransportOptions): TlsSettings {
  const { ca, cert, key, passphrase, insecure = false } = options;
  if (insecure)
    process.emitWarning(
      "Certificate checks are switched off for this transport: anybody may answer in the server's place",
    );
  return {
    ca:
      ca === undefined
        ? undefined
        : [...nodeModules.tls.getCACertificates("default"), ...(typeof ca === "string" ? [ca] : ca)],
    cert,
    key,
    passphrase,
    rejectUnauthorized: !insecure,
    minVersion: "TLSv1.2",
  };
}

/**
 * The TLS settings of one request that goes through a proxy. That checks are off was said when the agents were made.
 *
 * @param options - of a transport
 */
export function tlsOfRequest(options: TransportOptions): TlsSettings {
  return { ...tlsSettings({ ...options, insecure: false }), rejectUnauthorized: !options.insecure };
}
