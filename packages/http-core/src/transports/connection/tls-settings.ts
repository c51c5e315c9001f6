import { tlsOptions } from "../../util/inherited-members.js";
import { nodeBuiltins } from "../../node-builtins.js";
import { copyOwn } from "../../util/own-members.js";
import type { TransportOptions } from "../options.js";

/** TLS options for a connection to a proxy, as Node takes them. */
export interface ProxyTlsSettings {
  readonly ca: string[] | undefined;
  readonly rejectUnauthorized: boolean;
  readonly minVersion: "TLSv1.2";
  readonly ALPNProtocols: ["http/1.1"];
}

/** TLS options for a connection to a server, as Node takes them. */
export interface TlsSettings extends ProxyTlsSettings {
  readonly cert: string | undefined;
  readonly key: string | undefined;
  readonly passphrase: string | undefined;
}

/**
 * Reads the TLS options of a transport. Its CAs are added to the default ones. Warns if checks are switched off.
 *
 * @param options - of the transport
 */
export function tlsSettings(options: TransportOptions): TlsSettings {
  const { cert, key, passphrase, insecure = false } = options;
  if (insecure)
    process.emitWarning(
      "Certificate checks are switched off for this transport: it does not detect a server that pretends to be another one",
    );
  return copyOwn({ ...proxyTlsSettings(options), cert, key, passphrase });
}

/**
 * Reads the TLS options for connections to a proxy: the same, without the client certificate, which is for the server
 * alone. It does not warn again.
 *
 * @param options - of the transport
 */
export function proxyTlsSettings({ ca, insecure = false }: TransportOptions): ProxyTlsSettings {
  return copyOwn({
    ...tlsOptions,
    cert: undefined,
    key: undefined,
    passphrase: undefined,
    ca:
      ca === undefined
        ? undefined
        : [...nodeBuiltins.tls.getCACertificates("default"), ...(typeof ca === "string" ? [ca] : ca)],
    rejectUnauthorized: !insecure,
    minVersion: "TLSv1.2",
    ALPNProtocols: ["http/1.1"],
  });
}
