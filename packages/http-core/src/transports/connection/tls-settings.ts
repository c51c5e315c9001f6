import type { ConnectionOptions } from "node:tls";
import { tlsOptions } from "../../util/inherited-members.js";
import { nodeBuiltins } from "../../node-builtins.js";
import { copyOwn } from "../../util/own-members.js";
import type { TransportOptions } from "../options.js";

/**
 * Reads the TLS options of a transport. Its CAs are added to the default ones. Warns if checks are switched off.
 *
 * @param options - of the transport
 */
export function tlsSettings(options: TransportOptions): ConnectionOptions {
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
export function proxyTlsSettings({ ca, insecure = false }: TransportOptions): ConnectionOptions {
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
