import { describe, expect, it } from "vitest";
import { createSession, type Middleware } from "../../src/index.js";
import { memoryTransport } from "../../src/testing/index.js";
import { jsonBody } from "../../src/http/request-body/create-body.js";
import { oneShot } from "../support/one-shot.js";

const baseUrl = "https://api.example.com";

describe("a session's own middleware", () => {
  it("runs outermost first, before the request is authorized, and sees the response", async () => {
    const seen: string[] = [];
    const named =
      (name: string): Middleware =>
      (next) => ({
        async send(request, context) {
          seen.push(`${name} ${request.headers.get("authorization") ?? "bare"}`);
          const response = await next.send(request.with({ headers: { [`x-${name}`]: "1" } }), context);
          seen.push(`${name} ${response.status}`);
          return response;
        },
      });
    const transport = memoryTransport(() => 200);
    const session = createSession({ baseUrl, transport, middleware: [named("one")] }).extend({
      middleware: [named("two")],
    });
    await session.get("/");
    expect(seen).toEqual(["one bare", "two bare", "two 200", "one 200"]);
    expect(transport.requests[0]?.headers.get("x-two")).toBe("1");
    expect((await session.prepare("/")).headers.map(({ name }) => name)).toContain("x-one");
  });
});

describe("a middleware that changes the body", () => {
  it("gets the content type of what it put there", async () => {
    const transport = memoryTransport(() => 200);
    const body = jsonBody({ a: 1 });
    const adding: Middleware = (next) => ({ send: (request, context) => next.send(request.with({ body }), context) });
    await createSession({ baseUrl, transport, middleware: [adding] }).post("/");
    expect(transport.requests[0]?.headers.get("content-type")).toBe("application/json");
    expect(Buffer.from(transport.requests[0]?.body ?? []).toString()).toBe('{"a":1}');
  });

  it("can't send a one-shot stream twice", async () => {
    const transport = memoryTransport(() => 200);
    const twice: Middleware = (next) => ({
      send: async (request, context) => (await next.send(request, context), next.send(request, context)),
    });
    const call = createSession({ baseUrl, transport, middleware: [twice] }).post("/", { body: oneShot() });
    await expect(call).rejects.toMatchObject({ code: "BODY_NOT_REPLAYABLE" });
    expect(transport.requests).toHaveLength(1);
  });
});
