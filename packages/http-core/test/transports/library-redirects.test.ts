import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import got from "got";
import { fetch as undiciFetch, request, interceptors, Agent } from "undici";
import { afterAll, describe, expect, it } from "vitest";

/**
 * What the libraries do by themselves with our headers and a login's body when a server redirects to another origin.
 * Nothing of ours depends on it, since every transport runs without redirects of its own; a change here means that
 * somebody should look at what an upgrade brought.
 */
const headers = { authorization: "a", "x-auth-signature": "s", "x-account-context": "1", cookie: "c=1" };

let received: { headers: IncomingHttpHeaders; body: string } | undefined;
const target = createServer(async (incoming, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  received = { headers: incoming.headers, body: Buffer.concat(chunks).toString() };
  response.end();
});
const source = createServer((incoming, response) => {
  incoming
    .resume()
    .on("end", () =>
      response.writeHead(Number(incoming.url?.slice(1)), { location: `http://localhost:${portOf(target)}/` }).end(),
    );
});
await Promise.all([target, source].map((server) => new Promise<void>((resolve) => server.listen(0, resolve))));
afterAll(() => {
  for (const server of [target, source]) {
    server.closeAllConnections();
    server.close();
  }
});

function portOf(server: ReturnType<typeof createServer>): number {
  return (server.address() as AddressInfo).port;
}

type Send = (url: string, method: string, body: string | undefined) => Promise<unknown>;
const agent = new Agent().compose(interceptors.redirect({ maxRedirections: 3 }));

const libraries: Readonly<Record<string, Send>> = {
  got: (url, method, body) =>
    got(url, {
      method: method as "GET",
      headers,
      retry: { limit: 0 },
      throwHttpErrors: false,
      methodRewriting: false,
      ...(body === undefined ? {} : { body }),
    }),
  undici: async (url, method, body) =>
    (await request(url, { method, headers, body: body ?? null, dispatcher: agent })).body.dump(),
  "undici fetch": (url, method, body) => undiciFetch(url, { method, headers, ...(body === undefined ? {} : { body }) }),
  "built-in fetch": (url, method, body) => fetch(url, { method, headers, ...(body === undefined ? {} : { body }) }),
};

async function leaks(send: Send, status: number, method: string, body?: string): Promise<string[]> {
  received = undefined;
  await send(`http://127.0.0.1:${portOf(source)}/${status}`, method, body).catch(() => {});
  const { headers: names = {}, body: text = "" } = received ?? {};
  return [...Object.keys(headers).filter((name) => name in names), ...(text === "" ? [] : ["body"])];
}

describe.each(Object.entries(libraries))("%s by itself, redirected to another origin,", (_, send) => {
  it.each([301, 302, 303, 307, 308])("carries our signature and account headers along after %i", async (status) => {
    expect(await leaks(send, status, "GET")).toEqual(["x-auth-signature", "x-account-context"]);
  });

  it("carries a login's body along after 307", async () => {
    expect(await leaks(send, 307, "POST", "password=1")).toContain("body");
  });
});
