import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { service } from "./service.js";

/** Puts the service on a real socket until the test has finished. Returns its URL. */
export async function startService(): Promise<string> {
  const server = createServer((incoming, outgoing) => void respond(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function respond(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { method = "GET", url = "/" } = incoming;
  const headers = new Headers(incoming.headers as Record<string, string>);
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const response = service({ method, url: `http://${headers.get("host")}${url}`, headers, body });
  const { status = 200, body: json } = typeof response === "number" ? { status: response } : response;
  outgoing.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(json));
}
