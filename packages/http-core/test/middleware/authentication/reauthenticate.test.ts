import { describe, expect, it } from "vitest";
import { isHttpError, createSession, Secret, type AuthScheme } from "../../../src/index.js";
import { TokenService } from "../../support/token-service.js";
import { memoryTransport } from "../../../src/testing/index.js";
import { oneShot } from "../../support/one-shot.js";

async function expired(): Promise<{ service: TokenService; session: ReturnType<TokenService["session"]> }> {
  const service = new TokenService();
  const session = service.session();
  await session.get("/x");
  service.revoke();
  return { service, session };
}

const baseUrl = "https://api.example.com";

describe("a rejected credential", () => {
  it("is replaced, and the original request sent again with the same body", async () => {
    const { service, session } = await expired();
    const response = await session.post("/orders", { json: { item: 1 } });
    expect(response.status).toBe(200);
    const orders = service.transport.requests.filter(({ url }) => url.endsWith("/orders"));
    expect(orders.map(({ body }) => Buffer.from(body).toString())).toEqual(['{"item":1}', '{"item":1}']);
    expect(orders.map(({ headers }) => headers.get("authorization"))).toEqual(["Token token-1", "Token token-2"]);
  });

  it("throws the second 401 and sends no third request", async () => {
    const { service, session } = await expired();
    service.loginHeals = false;
    const before = service.calls;
    const error = await session.get("/x").catch((reason: unknown) => reason);
    expect(isHttpError(error) && error).toMatchObject({
      status: 401,
      serverMessage: "token expired",
      tried: ["re-authenticated once"],
    });
    expect(service.calls - before).toBe(2);
  });

  it("returns the 401 untouched where the call says reauthenticate: false", async () => {
    const { service, session } = await expired();
    const response = await session.get("/x", { reauthenticate: false, throwHttpErrors: false });
    expect(response.status).toBe(401);
    expect(service.logins).toBe(1);
  });

  it("is renewed for later calls where a one-shot stream can't be sent again", async () => {
    const { service, session } = await expired();
    const error = await session.post("/upload", { body: oneShot() }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "BODY_NOT_REPLAYABLE", cause: { status: 401 } });
    expect(service.transport.requests.filter(({ url }) => url.endsWith("/upload"))).toHaveLength(1);
    expect((await session.get("/x")).status).toBe(200);
    expect(service.logins).toBe(2);
  });

  it("is sent again from a factory of streams", async () => {
    const { service, session } = await expired();
    async function* fresh(): AsyncIterable<Uint8Array> {
      yield Buffer.from("data");
    }
    await session.post("/upload", { body: () => fresh() });
    const uploads = service.transport.requests.filter(({ url }) => url.endsWith("/upload"));
    expect(uploads.map(({ body }) => Buffer.from(body).toString())).toEqual(["data", "data"]);
  });

  it("leaves a 403 alone", async () => {
    const service = new TokenService();
    const { transport, clock } = service;
    await service.session().get("/x");
    const forbidding = {
      send: async (request: Parameters<typeof transport.send>[0], context: Parameters<typeof transport.send>[1]) => {
        const response = await transport.send(request, context);
        return request.url.endsWith("/forbidden") ? Object.assign(response, { status: 403 }) : response;
      },
    };
    const session = service.session({ transport: forbidding, clock });
    await expect(session.get("/forbidden")).rejects.toMatchObject({ status: 403 });
    expect(service.logins).toBe(1);
  });

  it("does not concern a call with an Authorization of its own", async () => {
    const { service, session } = await expired();
    const error = await session.get("/x", { headers: { Authorization: "Mine 1" } }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ status: 401 });
    expect(service.logins).toBe(1);
    expect(service.transport.requests.at(-1)?.headers.get("authorization")).toBe("Mine 1");
  });
});

describe("a challenge", () => {
  it("to a one-shot stream ends the call", async () => {
    const scheme: AuthScheme = {
      name: "challenged",
      origins: [baseUrl],
      secrets: {},
      identity: () => ({ principal: "", secret: new Secret("s") }),
      apply: (request) => request,
      classify: () => "challenged",
    };
    const session = createSession({ baseUrl, auth: scheme, transport: memoryTransport(() => 401) });
    await expect(session.post("/", { body: oneShot() })).rejects.toMatchObject({ code: "BODY_NOT_REPLAYABLE" });
  });
});
