// The server for measuring clients, in its own process. It prints its port and stores nothing.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

const small = Buffer.from(JSON.stringify({ id: 17, name: "a small answer", tags: ["one", "two"], ok: true }));
const json = { "content-type": "application/json" };
const goodToken = "good";
let logins = 0;

const routes: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => void>> = {
  "/small": (_request, response) => answer(response, 200, small),
  "/login": (_request, response) => {
    logins++;
    answer(response, 200, Buffer.from(JSON.stringify({ token: goodToken })));
  },
  "/logins": (_request, response) => answer(response, 200, Buffer.from(JSON.stringify({ logins }))),
  "/guarded": (request, response) => {
    const isGood = request.headers.authorization === `Bearer ${goodToken}`;
    answer(response, isGood ? 200 : 401, isGood ? small : Buffer.from("{}"));
  },
};

function answer(response: ServerResponse, status: number, body: Buffer): void {
  response.writeHead(status, { ...json, "content-length": body.length }).end(body);
}

const server = createServer((request, response) => {
  const path = (request.url ?? "").split("?", 1)[0] ?? "";
  request.resume().on("end", () => {
    const route = routes[path];
    if (route === undefined) answer(response, 200, Buffer.from(JSON.stringify({ ok: true, manifest_token: "m" })));
    else route(request, response);
  });
});
// Ends with its parent process, however that ends.
process.stdin.resume().on("end", () => process.exit());
server.requestTimeout = 0;
server.keepAliveTimeout = 120_000;
server.listen(0, "127.0.0.1", 1024, () => console.log((server.address() as AddressInfo).port));
