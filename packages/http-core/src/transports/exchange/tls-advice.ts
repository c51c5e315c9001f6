import { withCauses } from "./causes.js";

/**
 * What a failed TLS handshake means and what to do, by OpenSSL's code or its words, in which blanks and slashes are
 * underscores. The first row that fits is used.
 */
const advice: readonly (readonly [pattern: RegExp, text: string])[] = [
  [/CERT_HAS_EXPIRED/, "the certificate has expired; its owner must renew it, unless this machine's clock is wrong"],
  [/CERT_NOT_YET_VALID/, "the certificate is not valid yet; check this machine's clock"],
  [
    /ALTNAME_INVALID|HOSTNAME_MISMATCH|IP_ADDRESS_MISMATCH/,
    "the certificate is for another name; use the name that it is issued for",
  ],
  [/CERT_REVOKED/, "the certificate is revoked; its owner must replace it"],
  [
    /SELF_SIGNED|UNABLE_TO_GET_ISSUER|UNABLE_TO_VERIFY|UNABLE_TO_GET_CRL|CERT_UNTRUSTED|INVALID_CA/,
    "the certificate was not issued by a CA that this transport trusts; for a private CA, pass its certificate as the transport's ca",
  ],
  [
    /BAD_DECRYPT|BAD_PASSWORD|BAD_PASS_PHRASE|PASSWORD_READ|INTERRUPTED_OR_CANCELLED|MAYBE_WRONG_PASSWORD/,
    "the private key can't be decrypted; check the transport's key and passphrase",
  ],
  [
    /KEY_VALUES_MISMATCH|KEY_TYPE_MISMATCH/,
    "the transport's key does not belong to its cert; give the two that belong together",
  ],
  [
    /ERR_OSSL_PEM|NO_START_LINE|BAD_BASE64|ERR_OSSL_UNSUPPORTED|ASN1/,
    "a certificate or key can't be read; check the transport's ca, cert and key",
  ],
  [/NO_APPLICATION_PROTOCOL/, "the server does not speak HTTP/1.1, perhaps only HTTP/2"],
  [/CERTIFICATE_REQUIRED/, "the server requires a client certificate; give it as the transport's cert and key"],
  [
    /ALERT_(BAD|UNSUPPORTED)_CERTIFICATE|ALERT_CERTIFICATE_|ALERT_UNKNOWN_CA|ALERT_ACCESS_DENIED/,
    "the server does not accept the client certificate; check the transport's cert and key",
  ],
  [
    /PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|VERSION_TOO_LOW|NO_PROTOCOLS_AVAILABLE/,
    "the server speaks neither TLS 1.2 nor TLS 1.3, which are the oldest allowed; it must be updated",
  ],
  [
    /HANDSHAKE_FAILURE|NO_SHARED_CIPHER/,
    "the server refused the handshake; it may require a client certificate (the transport's cert and key), or offer no cipher that is still safe",
  ],
  [
    /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST/,
    "the server does not speak TLS on this port; check the port, or use http://",
  ],
  [
    /DH_KEY_TOO_SMALL|EE_KEY_TOO_SMALL|CA_MD_TOO_WEAK|CA_KEY_TOO_SMALL/,
    "the server's key or signature is too weak; it must be updated",
  ],
];

/**
 * Explains why a TLS handshake failed.
 *
 * @param error - thrown by the client library; its causes are searched too
 * @returns what failed and what to do, as part of a message; `undefined` for an unknown reason
 */
export function tlsAdvice(error: unknown): string | undefined {
  const text = wordsOf(error).toUpperCase().replace(/[ /]/g, "_");
  return advice.find(([pattern]) => pattern.test(text))?.[1];
}

/** Code, reason and message of an error and its causes. System errors of OpenSSL have only a message. */
function wordsOf(error: unknown): string {
  const words = withCauses(error).flatMap(({ code, reason, message }) => [code, reason, message]);
  return words.filter((word) => typeof word === "string").join(" ");
}
