import { Agent, MockAgent } from "undici";
import { describe, expect, it } from "vitest";
import { createSession, type Session } from "../../src/index.js";
import { undiciTransport, type UndiciTransportOptions } from "../../src/transports/undici.js";
import { startHttpServer } from "../../src/testing/transport/local-server.js";

const origin = "https://api.example";

function mockAgent(): MockAgent {
  const agent = new MockAgent();
  agent.disableNetConnect();
  return agent;
}

function sessionOver(dispatcher: MockAgent | Agent, baseUrl: string = origin): Session {
  return createSession({ baseUrl, transport: undiciTransport({ dispatcher }), retry: false });
}

describe("undiciTransport with a dispatcher of the caller", () => {
  it("gets the responses of a MockAgent, which sees the whole request", async () => {
    const agent = mockAgent();
    const reply = ({ method, path, headers, body }: object & Record<string, unknown>): object => ({
      statusCode: 201,
      data: JSON.stringify({ method, path, headers, body: String(body) }),
      responseOptions: { headers: { "content-type": "application/json", "x-page": "1" } },
    });
    agent
      .get(origin)
      .intercept({ path: "/things?page=1", method: "POST" })
      .reply(reply as never);
    const session = sessionOver(agent);
    const response = await session.post("/things", { params: { page: 1 }, headers: { "x-own": "2" } });
    expect([response.status, response.headers.get("x-page")]).toEqual([201, "1"]);
    const seen = await response.json<{ readonly method: string; readonly path: string; readonly headers: unknown }>();
    expect(seen).toMatchObject({ method: "POST", path: "/things?page=1" });
    // No header that only this transport's own connections understand.
    expect(JSON.stringify(seen.headers)).not.toMatch(/empty/i);
    expect(JSON.stringify(seen.headers)).toContain("x-own");
    await agent.close();
  });

  it("reports an error of a MockAgent by its code, and a request that it doesn't know by its text", async () => {
    const agent = mockAgent();
    const failure = Object.assign(new Error("cut"), { code: "ECONNRESET" });
    agent.get(origin).intercept({ path: "/cut" }).replyWithError(failure);
    const session = sessionOver(agent);
    await expect(session.get("/cut")).rejects.toMatchObject({ name: "TransportError", code: "CONNECTION_RESET" });
    await expect(session.get("/unknown")).rejects.toMatchObject({ name: "TransportError" });
    await agent.close();
  });

  it("leaves the dispatcher open when it is closed", async () => {
    await using server = await startHttpServer((_request, response) => response.end("hello"));
    const agent = new Agent();
    const transport = undiciTransport({ dispatcher: agent });
    for (let turn = 0; turn < 2; turn++) {
      const session = createSession({ baseUrl: server.url, transport });
      expect(await (await session.get("/")).text()).toBe("hello");
      await transport.close?.();
    }
    await agent.close();
  });

  it.each<[string, unknown, string]>([
    ["no dispatcher", { dispatcher: {} }, "dispatcher"],
    ["null", { dispatcher: null }, "dispatcher"],
    ["options of connections beside it", { dispatcher: mockAgent(), maxSockets: 2 }, "maxSockets"],
    ["a proxy beside it", { dispatcher: mockAgent(), proxy: false }, "proxy"],
  ])("refuses %s", (_, options, name) => {
    const make = (): unknown => undiciTransport(options as UndiciTransportOptions);
    expect(make).toThrow(expect.objectContaining({ name: "InputError", code: "OPTION_INVALID" }));
    expect(make).toThrow(name);
  });
});
