// Sends one request over one transport, and prints the status: node request.mjs <transport> <base URL>
import { createSession } from "@org/http-core";
import { fetchTransport } from "@org/http-core/fetch";
import { gotTransport } from "@org/http-core/got";
import { nodeTransport } from "@org/http-core/node";
import { memoryTransport } from "@org/http-core/testing";
import { undiciTransport } from "@org/http-core/undici";

const [name, baseUrl] = process.argv.slice(2);
const transports = {
  fetch: fetchTransport,
  got: gotTransport,
  memory: () => memoryTransport(() => 401),
  node: nodeTransport,
  undici: undiciTransport,
};
const transport = transports[name]();
const session = createSession({ baseUrl, transport, throwHttpErrors: false });
const response = await session.get("/me");
process.stdout.write(`${response.status}\n`);
await session.close();
await transport.close?.();
