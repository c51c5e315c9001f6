// The server of the soak, in its own process. It injects faults into a share of the requests and counts every delivery.
// Its parent queries it over the process channel, so that queries don't count as connections.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { faultKinds, faultOf, methodOf, type FaultKind } from "./faults.ts";
import type { ServerMessages } from "./start-server.ts";
import type { SoakSettings } from "./settings.ts";

const settings = JSON.parse(process.argv[2] ?? "{}") as SoakSettings;
const slowMs = 100;
const json = { "content-type": "application/json" };
const good = Buffer.from(JSON.stringify({ name: "a small answer", tags: ["one", "two"], ok: true }));
const nothing = Buffer.from("{}");

const arrived = new Uint8Array(settings.requests);
const accepted = new Uint8Array(settings.requests);
const strikes: Partial<Record<FaultKind, number>> = {};
let logins = 0;
let misread = 0;

function login(response: ServerResponse): void {
  logins++;
  // The first login is served; later logins get faults by ids above those of the requests. A 401 here would mean a wrong secret.
  const fault = logins === 1 ? undefined : faultOf(settings, settings.requests + logins);
  const token = Buffer.from(JSON.stringify({ token: `token-${logins}` }));
  serve(fault === "status 401" ? undefined : fault, token, () => {}, response);
}

function item(id: number, body: Buffer, request: IncomingMessage, response: ServerResponse): void {
  if (!isWhole(id, body, request)) {
    misread++;
    return answer(response, 400, nothing);
  }
  const fault = arrived[id] === 0 ? faultOf(settings, id) : undefined;
  arrived[id] = (arrived[id] ?? 0) + 1;
  serve(fault, good, () => (accepted[id] = (accepted[id] ?? 0) + 1), response);
}

/** True if a request arrived as it was sent: method, credential, and a body with the same item. */
function isWhole(id: number, body: Buffer, { method, headers }: IncomingMessage): boolean {
  if (!(id >= 0 && id < settings.requests) || method !== methodOf(id)) return false;
  if (!headers.authorization?.startsWith("Bearer token-")) return false;
  return method === "GET" ? body.length === 0 : (JSON.parse(String(body)) as { id: number }).id === id;
}

function serve(fault: FaultKind | undefined, body: Buffer, act: () => void, response: ServerResponse): void {
  if (fault !== undefined) strikes[fault] = (strikes[fault] ?? 0) + 1;
  if (fault === undefined || faultKinds[fault].acted) act();
  switch (fault) {
    case undefined:
      return answer(response, 200, body);
    case "status 500":
      return answer(response, 500, nothing);
    case "status 401":
      return answer(response, 401, nothing);
    case "slow":
      setTimeout(() => answer(response, 200, body), slowMs);
      return;
    case "truncated answer":
      return answerHalf(response, body, () => response.destroy());
    case "ETIMEDOUT within the answer":
      return answerHalf(response, body, () => failConnection(fault, response));
    case "reset":
    case "reset after acting":
      response.socket?.resetAndDestroy();
      return;
    default:
      failConnection(fault, response);
  }
}

function answerHalf(response: ServerResponse, body: Buffer, then: () => void): void {
  response.writeHead(200, { ...json, "content-length": body.length }).flushHeaders();
  response.write(body.subarray(0, body.length / 2), then);
}

/** Makes the client's kernel end the connection. Only the client's process can do that. */
function failConnection(fault: FaultKind, { socket }: ServerResponse): void {
  const port = socket?.remotePort;
  const error = faultKinds[fault].kernelError;
  if (port === undefined || error === undefined) throw new Error(`The connection of "${fault}" can't fail`);
  tell({ failure: { port, error } });
}

function tell(message: Partial<ServerMessages>): void {
  process.send?.(message);
}

function answer(response: ServerResponse, status: number, body: Buffer): void {
  response.writeHead(status, { ...json, "content-length": body.length }).end(body);
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    if (request.url === "/login") login(response);
    else item(Number(request.url?.slice("/items/".length)), Buffer.concat(chunks), request, response);
  });
});
server.requestTimeout = 0;
server.keepAliveTimeout = 600_000;
server.listen(0, "127.0.0.1", () => tell({ port: (server.address() as AddressInfo).port }));

const connections = promisify(server.getConnections.bind(server));
process.on("message", async () => {
  tell({ ledger: { arrived, accepted, strikes, logins, misread, connections: await connections() } });
});
process.on("disconnect", () => process.exit());
