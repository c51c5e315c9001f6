import "reflect-metadata";
import { webcrypto } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { TLSSocket } from "node:tls";
import { SubjectAlternativeNameExtension, X509CertificateGenerator } from "@peculiar/x509";
import type { TransportOptions } from "@org/http-core";
import { onTestFinished } from "vitest";

/** A server on loopback that knows its client by a certificate. */
export interface MtlsServer {
  /** Its origin. */
  readonly url: string;
  /** What the client's transport needs. */
  readonly tls: Required<Pick<TransportOptions, "ca" | "cert" | "key">>;
  /** The path, form and certificate of each token request, in order. */
  readonly clients: readonly string[];
}

/** Starts the server until the test has finished. Its metadata has another token endpoint for clients with a certificate (RFC 8705 section 5). */
export async function startMtlsServer(): Promise<MtlsServer> {
  const [own, client] = await Promise.all([selfSigned("CN=Server"), selfSigned("CN=Client")]);
  const clients: string[] = [];
  const server = createServer({ ...own, ca: client.cert, requestCert: true, rejectUnauthorized: false });
  server.on("request", (request, response) => void respond(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `https://localhost:${(server.address() as AddressInfo).port}`;
  return { url, tls: { ca: own.cert, ...client }, clients };

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const send = (status: number, body: object): unknown =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    const path = request.url ?? "";
    if (path.startsWith("/.well-known/")) return void send(200, metadataOf(url));
    if (path === "/api") return void send(request.headers.authorization === "Bearer bound-token" ? 200 : 401, {});
    const { authorized } = request.socket as TLSSocket;
    const { subject } = (request.socket as TLSSocket).getPeerCertificate();
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    clients.push(`${path} client_id=${form.get("client_id")} CN=${String(subject?.CN ?? "")}`);
    if (authorized) send(200, { access_token: "bound-token", token_type: "Bearer" });
    else send(401, { error: "invalid_client" });
  }
}

function metadataOf(url: string): object {
  const aliases = { token_endpoint: `${url}/token-for-certificates` };
  return { issuer: url, token_endpoint: `${url}/token`, mtls_endpoint_aliases: aliases };
}

async function selfSigned(name: string): Promise<{ readonly cert: string; readonly key: string }> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const extensions = [new SubjectAlternativeNameExtension([{ type: "dns", value: "localhost" }])];
  const options = { name, keys, signingAlgorithm: algorithm, extensions };
  const certificate = await X509CertificateGenerator.createSelfSigned(options, webcrypto as never);
  const key = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey)).toString("base64");
  return { cert: certificate.toString("pem"), key: `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n` };
}
