import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { MemoryResponse } from "@org/http-core/testing";
import { onTestFinished } from "vitest";
import type { Service } from "./service.js";

/** Puts a service on a real socket until the test has finished. Returns its URL. */
export async function startService(service: Pick<Service, "respond">): Promise<string> {
  const server = createServer((incoming, outgoing) => void respond(service, incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function respond(
  service: Pick<Service, "respond">,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { method = "GET", url = "/" } = incoming;
  const headers = new Headers(incoming.headers as Record<string, string>);
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const response = service.respond({ method, url: `http://${headers.get("host")}${url}`, headers, body });
  send(typeof response === "number" ? { status: response } : response, outgoing);
}

function send({ status = 200, headers = {}, body }: Exclude<MemoryResponse, number>, outgoing: ServerResponse): void {
  outgoing.statusCode = status;
  const fields = Symbol.iterator in headers ? [...headers] : Object.entries(headers);
  for (const [name, value] of fields) for (const one of [value ?? []].flat()) outgoing.appendHeader(name, one);
  if (body === undefined || typeof body === "string" || body instanceof Uint8Array) return void outgoing.end(body);
  if (!outgoing.hasHeader("content-type")) outgoing.setHeader("content-type", "application/json");
  outgoing.end(JSON.stringify(body));
}
