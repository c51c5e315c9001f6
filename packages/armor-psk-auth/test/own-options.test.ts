import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { findPrototypeEffects } from "@org/http-core/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ArmorPskAuthOptions } from "../src/index.js";
import { run } from "./support/sign-requests.js";

/** Every option of the package; the compiler asks for a new one. */
const options: Readonly<Record<keyof ArmorPskAuthOptions, true>> = {
  keyId: true,
  secret: true,
  baseUrl: true,
  bodyRule: true,
};

const server = createServer((request, response) => void echo(request, response));

async function echo(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, url, headers } = request;
  const body = Buffer.concat(await request.toArray()).toString();
  response.end(JSON.stringify({ method, url, headers, body }));
}

beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

it("options that a caller doesn't give are not read from Object.prototype", async () => {
  const input = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  const authorization = expect.stringMatching(/^ARMOR-PSK key-1:/);
  expect(await run(input)).toMatchObject([
    [
      { method: "GET", url: "/vms", headers: { authorization } },
      { method: "POST", url: "/vms", headers: { authorization }, body: '{"a":1}' },
    ],
    ["https://api.armor.com"],
    ["OPTION_INVALID", expect.stringContaining("secret")],
    ["OPTION_INVALID", expect.stringContaining("keyId")],
  ]);
  const program = new URL("support/sign-requests.ts", import.meta.url);
  expect(await findPrototypeEffects({ program, input, names: Object.keys(options) })).toEqual([]);
});
