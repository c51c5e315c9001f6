// Sends requests that msw answers, over three transports, and prints what came of each.
import { createSession } from "@org/http-core";
import { fetchTransport } from "@org/http-core/fetch";
import { gotTransport } from "@org/http-core/got";
import { nodeTransport } from "@org/http-core/node";
import { http, HttpResponse } from "msw";
import { setupServer } from "msw/node";

const baseUrl = "https://api.example";
const server = setupServer(http.get(`${baseUrl}/me`, () => HttpResponse.text("msw")));
server.listen();
for (const [name, make] of Object.entries({ got: gotTransport, node: nodeTransport, fetch: fetchTransport })) {
  const session = createSession({ baseUrl, transport: make(), retry: false });
  const response = await session.get("/me");
  process.stdout.write(`${name} ${response.status} ${await response.text()}\n`);
  await session.close();
}
server.close();
