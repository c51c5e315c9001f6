import { describe, expect, it } from "vitest";
import {
  createRequest,
  createSession,
  isAuthSchemeError,
  type AnyAuthScheme,
  type Middleware,
} from "../../../src/index.js";
import { memoryTransport } from "../../../src/testing/index.js";
import { signedOrigin as baseUrl, signingScheme } from "../../support/signing-scheme.js";

async function failure(apply: AnyAuthScheme["apply"]): Promise<unknown> {
  const transport = memoryTransport(() => 200);
  const session = createSession({ baseUrl, transport, auth: signingScheme({ apply }) });
  const error: unknown = await session.get("/x").catch((reason: unknown) => reason);
  expect(transport.requests).toEqual([]);
  return error;
}

describe("what apply returns", () => {
  it.each([
    ["nothing", undefined],
    ["null", null],
    ["text", "request"],
    ["headers alone", { headers: { "x-proof": "1" } }],
    ["a request without headers", { method: "GET", url: `${baseUrl}/x` }],
    ["a method that is no text", { method: 1, url: `${baseUrl}/x`, headers: {} }],
    ["a URL that is no text", { method: "GET", url: new URL(baseUrl), headers: {} }],
  ])("is refused if it is %s, and nothing is sent", async (_, value) => {
    for (const returned of [value, Promise.resolve(value)]) {
      const error = await failure(() => returned as never);
      expect(isAuthSchemeError(error) && error).toMatchObject({
        code: "AUTH_SCHEME_INVALID",
        message: "apply() of scheme signing returned no request; return request.with({ headers })",
      });
    }
  });

  it.each([
    "host",
    "content-length",
    "transfer-encoding",
    "connection",
    "upgrade",
    "te",
    "trailer",
    "keep-alive",
    "proxy-authorization",
    "expect",
  ])("is refused with a header that frames or routes: %s", async (name) => {
    const error = await failure((request) => request.with({ headers: { [name]: "v", "x-proof": "1" } }));
    expect(error).toMatchObject({
      code: "AUTH_SCHEME_INVALID",
      message: `apply() of scheme signing set the header ${name}, which only the transport sets; leave it out`,
    });
  });

  it("may be a request of another copy of this package", async () => {
    const transport = memoryTransport(() => 200);
    const foreign: AnyAuthScheme["apply"] = ({ method, url }) => ({
      method,
      url,
      headers: new Headers({ "x-proof": "2" }),
      with: () => createRequest({ method, url, headers: {} }),
    });
    await createSession({ baseUrl, transport, auth: signingScheme({ apply: foreign }) }).get("/x");
    expect(transport.requests[0]?.headers.get("x-proof")).toBe("2");
  });

  it("keeps what a middleware has set", async () => {
    const transport = memoryTransport(() => 200);
    const expecting: Middleware = (next) => ({
      send: (request, context) => next.send(request.with({ headers: { te: "trailers" } }), context),
    });
    await createSession({ baseUrl, transport, auth: signingScheme(), middleware: [expecting] }).get("/x");
    expect(transport.requests[0]?.headers.get("te")).toBe("trailers");
  });
});
