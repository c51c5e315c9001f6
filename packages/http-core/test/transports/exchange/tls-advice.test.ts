import { createPrivateKey } from "node:crypto";
import { createSecureServer } from "node:http2";
import { createServer as createHttpServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { Server } from "node:net";
import { describe, expect, it } from "vitest";
import { createSession, gotTransport, type Transport, type TransportOptions } from "../../../src/index.js";
import { listen } from "../../../src/testing/transport/local-server.js";
import { nodeTransport } from "../../../src/transports/node.js";
import { undiciTransport } from "../../../src/transports/undici.js";
import { tlsAdvice } from "../../../src/transports/exchange/tls-advice.js";
import { certificates as makeCertificates } from "../../support/certificates.js";

const certificates = await makeCertificates();
const { ca, good, client, expired, wrongName, selfSigned } = certificates;
const passphrase = "hunter2";
const encryptedKey = createPrivateKey(client.key).export({
  type: "pkcs8",
  format: "pem",
  cipher: "aes-256-cbc",
  passphrase,
}) as string;

const asking = { ...good, ca, requestCert: true, rejectUnauthorized: true };
const oldest = { ...good, minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" } as const;

const handshakes: readonly (readonly [
  what: string,
  server: () => Server,
  options: TransportOptions,
  advice: RegExp,
])[] = [
  ["an expired certificate", () => createHttpsServer(expired), { ca }, /has expired/],
  ["another name", () => createHttpsServer(wrongName), { ca }, /for another name/],
  ["an unknown CA", () => createHttpsServer(good), {}, /private CA.*ca$/],
  ["a self-signed certificate", () => createHttpsServer(selfSigned), { ca }, /private CA.*ca$/],
  [
    "a wrong passphrase",
    () => createHttpsServer(asking),
    { ca, cert: client.cert, key: encryptedKey, passphrase: "wrong" },
    /can't be decrypted.*passphrase/,
  ],
  [
    "no passphrase",
    () => createHttpsServer(asking),
    { ca, cert: client.cert, key: encryptedKey },
    /can't be decrypted.*passphrase/,
  ],
  [
    "the key of another certificate",
    () => createHttpsServer(asking),
    { ca, cert: client.cert, key: good.key },
    /key does not belong to its cert/,
  ],
  [
    "a damaged key",
    () => createHttpsServer(asking),
    { ca, cert: client.cert, key: client.key.replace(/\n.{20}/, "\n") },
    /can't be read/,
  ],
  ["no client certificate, TLS 1.3", () => createHttpsServer(asking), { ca }, /client certificate.*cert and key/],
  [
    "no client certificate, TLS 1.2",
    () => createHttpsServer({ ...asking, maxVersion: "TLSv1.2" }),
    { ca },
    /client certificate.*cert and key/,
  ],
  ["an old protocol", () => createHttpsServer(oldest), { ca }, /neither TLS 1\.2 nor TLS 1\.3/],
  ["HTTP/2 only", () => createSecureServer({ ...good, allowHTTP1: false }), { ca }, /HTTP\/1\.1/],
  ["plain http", () => createHttpServer(), { ca }, /does not speak TLS/],
];

const transports: readonly (readonly [string, (options: TransportOptions) => Transport])[] = [
  ["got", gotTransport],
  ["node", nodeTransport],
  ["undici", undiciTransport],
];

describe.each(transports)("over %s a handshake that fails by", (_, make) => {
  it.each(handshakes)("%s says what to do", async (__, server, options, advice) => {
    await using peer = await listen(server(), "https", "localhost");
    const transport = make(options);
    await using session = createSession({ transport, retry: false });
    const error: unknown = await session.get(peer.url).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "TLS_FAILED", message: expect.stringMatching(advice) });
    expect(String(error)).not.toMatch(/hunter2|wrong"/);
    if (!/private/.test(advice.source)) expect(String(error)).not.toContain("private CA");
    await transport.close?.();
  });
});

describe("advice", () => {
  it.each([undefined, "text", new Error("x"), { code: "EPROTO" }, { code: 7 }])("is none for %s", (error) => {
    expect(tlsAdvice(error)).toBeUndefined();
  });

  it.each([
    ["ERR_SSL_TLSV1_ALERT_UNKNOWN_CA", /does not accept the client certificate/],
    ["ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE", /does not accept the client certificate/],
    ["ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED", /requires a client certificate/],
    ["CERT_NOT_YET_VALID", /clock/],
    ["CERT_REVOKED", /revoked/],
  ])("about %s names the cause", (code, advice) => {
    expect(tlsAdvice(Object.assign(new Error("x"), { code }))).toMatch(advice);
    expect(tlsAdvice(new Error("x", { cause: { message: code.replaceAll("_", " ").toLowerCase() } }))).toMatch(advice);
  });

  it("ends for an error that is its own cause", () => {
    const error = new Error("x");
    error.cause = error;
    expect(tlsAdvice(error)).toBeUndefined();
  });
});
