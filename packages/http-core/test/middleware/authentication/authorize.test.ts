import { describe, expect, it } from "vitest";
import { createRequest, createSession, InputError, Secret, type AuthScheme } from "../../../src/index.js";
import { memoryTransport } from "../../../src/testing/index.js";
import { TokenService } from "../../support/token-service.js";

const baseUrl = "https://api.example.com";

const startMs = new TokenService().clock.nowMs();

describe("a scheme that oversteps", () => {
  const scheme = (apply: AuthScheme["apply"]): AuthScheme => ({
    name: "x",
    origins: [baseUrl],
    secrets: {},
    identity: () => ({ principal: "", secret: new Secret("s") }),
    apply,
  });

  it.each([
    ["sends elsewhere by with()", scheme((request) => request.with({ url: "https://evil.example/" }))],
    [
      "makes a request of another origin",
      scheme(() => createRequest({ method: "GET", url: "https://evil.example/", headers: new Headers() })),
    ],
    [
      "changes the method",
      scheme((request) => createRequest({ method: "DELETE", url: request.url, headers: new Headers() })),
    ],
  ])("and %s is stopped", async (_, auth) => {
    const transport = memoryTransport(() => 200);
    await expect(createSession({ baseUrl, auth, transport }).get("/")).rejects.toBeInstanceOf(InputError);
    expect(transport.requests).toEqual([]);
  });
});

describe("a scheme", () => {
  const scheme = new TokenService().scheme();
  const base = { baseUrl: "https://api.example.com" };

  it("that changes the method or the origin is stopped before anything is sent", async () => {
    const transport = memoryTransport(() => 200);
    const moved = {
      ...scheme,
      apply: () => createRequest({ method: "POST", url: "https://api.example.com/x", headers: {} }),
    };
    const { acquire: _, ...signing } = moved;
    const session = createSession({ ...base, transport, auth: signing });
    await expect(session.get("/x")).rejects.toMatchObject({
      code: "URL_NOT_ALLOWED",
      message: "Scheme token changed the method or origin of a request; it must not",
    });
    expect(transport.requests).toEqual([]);
  });

  it("gets options, clock and randomness of the call", async () => {
    const seen: unknown[] = [];
    const signing = {
      name: "signing",
      origins: ["https://api.example.com"],
      secrets: {},
      identity: scheme.identity,
      apply: (
        request: never,
        _: never,
        context: { options?: unknown; randomBytes(length: number): Uint8Array; clock: { nowMs(): number } },
      ) => {
        seen.push(context.options, context.randomBytes(2), context.clock.nowMs());
        return request;
      },
    };
    const service = new TokenService();
    const session = createSession({
      ...base,
      clock: service.clock,
      randomBytes: (length: number) => new Uint8Array(length).fill(7),
      transport: memoryTransport(() => 200),
      auth: signing as never,
    });
    await session.get("/x", { authOptions: { account: 7 } });
    expect(seen).toEqual([{ account: 7 }, Uint8Array.of(7, 7), startMs]);
  });
});
