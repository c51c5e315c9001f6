import { describe, expect, it } from "vitest";
import { createSession, type AnyAuthScheme, type Session, type SessionOptions } from "../../src/index.js";
import { memoryTransport, type MemoryTransport } from "../../src/testing/index.js";
import { signedOrigin as baseUrl, signingScheme } from "../support/signing-scheme.js";

const declaring = (...headers: readonly string[]): AnyAuthScheme =>
  signingScheme({ secrets: { headers }, apply: (request) => request.with({ headers: { "x-proof": "scheme" } }) });

function open(options: SessionOptions): { readonly session: Session; readonly transport: MemoryTransport } {
  const transport = memoryTransport(() => 200);
  return { session: createSession({ baseUrl, transport, ...options }), transport };
}

describe("a call with a proof of its own", () => {
  it.each([
    ["a declared header", "x-proof", ["x-proof"]],
    ["a declared header in other case", "X-Proof", ["x-PROOF"]],
    ["one of several declared headers", "x-proof", ["x-date", "x-proof"]],
    ["Authorization that is declared", "authorization", ["authorization"]],
    ["Authorization that is not declared", "Authorization", ["x-proof"]],
    ["Authorization of a scheme that declares nothing", "authorization", []],
  ])("goes without the scheme: %s", async (_, name, declared) => {
    const { session, transport } = open({ auth: declaring(...declared) });
    await session.get("/x", { headers: { [name]: "own" } });
    const [request] = transport.requests;
    expect(request?.headers.get(name)).toBe("own");
    expect(request?.headers.get("x-proof")).toBe(name.toLowerCase() === "x-proof" ? "own" : null);
  });

  it.each([
    ["a cookie", { cookie: "a=1" }, ["cookie", "x-proof"]],
    ["a header that is not declared", { "x-other": "1" }, ["x-proof"]],
    ["a declared header that the call removes", { "x-proof": null }, ["x-proof"]],
    ["a declared Accept", { accept: "text/plain" }, ["accept", "x-proof"]],
  ])("is none: %s", async (_, headers, declared) => {
    const { session, transport } = open({ auth: declaring(...declared) });
    await session.get("/x", { headers });
    expect(transport.requests[0]?.headers.get("x-proof")).toBe("scheme");
  });

  it("is none: the type of a body, and the default headers", async () => {
    const auth = declaring("content-type", "accept", "user-agent", "accept-encoding", "x-proof");
    const { session, transport } = open({ auth });
    await session.post("/x", { json: {} });
    expect(transport.requests[0]?.headers.get("x-proof")).toBe("scheme");
  });
});

describe("a session with a proof of its own", () => {
  it.each([
    ["x-proof", ["x-proof"]],
    ["X-Proof", ["x-date", "x-PROOF"]],
    ["Authorization", ["x-proof"]],
  ])("is refused with a scheme, and sends nothing: %s", async (name, declared) => {
    const auth = declaring(...declared);
    const { session, transport } = open({ auth, headers: { [name]: "own" } });
    const refused = expect.objectContaining({
      code: "OPTION_INVALID",
      message: expect.stringMatching(
        new RegExp(`^The session's header ${name} and scheme signing exclude each other; `, "i"),
      ),
    });
    await expect(session.get("/x")).rejects.toEqual(refused);
    await expect(session.prepare("/x")).rejects.toEqual(refused);
    expect(transport.requests).toEqual([]);
  });

  it("is refused where the header is set later", async () => {
    const { session } = open({ auth: declaring("x-proof") });
    session.headers.set("x-proof", "own");
    await expect(session.get("/x")).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });

  it("may have a cookie, and may send calls without the scheme", async () => {
    const { session, transport } = open({ auth: declaring("cookie", "x-proof"), headers: { cookie: "a=1" } });
    await session.get("/x");
    expect(transport.requests[0]?.headers.get("x-proof")).toBe("scheme");
    const { session: own } = open({ auth: declaring("x-proof"), headers: { "x-proof": "own" } });
    await expect(own.get("/x", { auth: false })).resolves.toMatchObject({ status: 200 });
  });
});
