import { describe, expect, it } from "vitest";
import { createSession } from "../../src/index.js";
import { loopback } from "../support/loopback.js";
import { TokenService } from "../support/token-service.js";
import { memoryTransport } from "../../src/testing/index.js";

const baseUrl = "https://api.example.com/v1";

describe("prepare", () => {
  it("shows what the wire would carry, and where each header comes from", async () => {
    await using server = await loopback();
    await using session = createSession({ baseUrl: server.url, headers: { "x-session": "1" } });
    const options = { headers: { "x-call": "1" }, json: { a: 1 }, params: { q: "1" } };
    const prepared = await session.prepare("/x", { ...options, method: "POST" });
    await session.post("/x", options);
    const { headers = {}, url, method } = server.requests[0] ?? {};
    expect([prepared.method, new URL(prepared.url).pathname + new URL(prepared.url).search]).toEqual([method, url]);
    for (const { name, value } of prepared.headers) expect(headers[name]).toBe(value);
    expect(Object.fromEntries(prepared.headers.map(({ name, source }) => [name, source]))).toMatchObject({
      "x-session": "session",
      "x-call": "call",
      accept: "default",
      "content-type": "body",
    });
    expect(prepared.body).toEqual({ contentType: "application/json", length: 7 });
  });

  it("sends nothing and logs in zero times: a missing credential is pending", async () => {
    const service = new TokenService();
    const session = service.session();
    expect((await session.prepare("/x")).credential).toBe("pending");
    expect(service.transport.requests).toHaveLength(0);
    await session.get("/x");
    const prepared = await session.prepare("/x");
    expect(prepared.credential).toBe("applied");
    expect(prepared.headers.find(({ name }) => name === "authorization")).toMatchObject({
      source: "scheme",
      value: "Token token-1",
    });
    expect(JSON.stringify(prepared)).not.toContain("token-1");
  });
});

describe("a prepared request", () => {
  it("shows bodies of every kind", async () => {
    const session = createSession({ baseUrl, transport: memoryTransport() });
    const bodies = [Buffer.from("abc"), () => new Response("x").body as AsyncIterable<Uint8Array>];
    const shown = await Promise.all(bodies.map((body) => session.prepare("/", { method: "POST", body })));
    expect(shown.map(({ body }) => body)).toEqual([{ length: 3 }, {}]);
    expect((await session.prepare("/")).credential).toBe("none");
  });
});
