import { describe, expect, it } from "vitest";
import { createSession, type HttpResponse, type Session } from "../../src/index.js";
import { loopback } from "../support/loopback.js";

type Call = (session: Session) => Promise<HttpResponse>;

const calls: readonly (readonly [string, Call])[] = [
  ["GET", (session) => session.get("/item", { params: { a: 1 } })],
  ["HEAD", (session) => session.head("/item", { params: { a: 1 } })],
  ["OPTIONS", (session) => session.options("/item", { params: { a: 1 } })],
  ["POST", (session) => session.post("/item", { params: { a: 1 }, body: "x" })],
  ["PUT", (session) => session.put("/item", { params: { a: 1 }, body: "x" })],
  ["PATCH", (session) => session.patch("/item", { params: { a: 1 }, body: "x" })],
  ["DELETE", (session) => session.delete("/item", { params: { a: 1 } })],
];

describe("the method of a call", () => {
  it.each(calls)("is %s where its name says so, with the call's other options", async (method, call) => {
    await using server = await loopback();
    await using session = createSession({ baseUrl: server.url });
    const response = await call(session);
    const [request] = server.requests;
    expect(response.status).toBe(200);
    expect([request?.method, request?.url]).toEqual([method, "/item?a=1"]);
    expect(request?.body.toString()).toBe(["POST", "PUT", "PATCH"].includes(method) ? "x" : "");
  });

  it("of HEAD brings the head alone, whatever length it announces", async () => {
    await using server = await loopback((_request, response) => response.writeHead(200, { "content-length": 5 }).end());
    await using session = createSession({ baseUrl: server.url });
    const response = await session.head("/");
    expect([response.headers.get("content-length"), (await response.bytes()).length]).toEqual(["5", 0]);
  });
});
