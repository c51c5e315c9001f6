import { describe, expect, it } from "vitest";
import { createSession, type AnyAuthScheme, type Session } from "../../../src/index.js";
import { loopback, type Loopback } from "../../support/loopback.js";
import { signingScheme } from "../../support/signing-scheme.js";

/** A service that sets cookies. */
function cookieService(setCookies: readonly string[]): Promise<Loopback> {
  return loopback((_, response) => {
    response.setHeader("set-cookie", setCookies);
    response.end();
  });
}

/** The cookies of each request that the service received. */
function cookiesOf({ requests }: Loopback): readonly (string | undefined)[] {
  return requests.map(({ headers }) => headers.cookie);
}

function cookieScheme(origin: string, add: (present: string | null) => string): AnyAuthScheme {
  return signingScheme({
    origins: [origin],
    secrets: { headers: ["cookie"] },
    apply: (request) => request.with({ headers: { cookie: add(request.headers.get("cookie")) } }),
  });
}

const replacing = (): string => "sid=scheme";
const appending = (present: string | null): string => (present === null ? "sid=scheme" : `${present}; sid=scheme`);

describe.each([
  ["that sets the header", replacing],
  ["that adds to the header", appending],
])("the cookies of a scheme %s", (_, add) => {
  async function open(setCookies: readonly string[]): Promise<{
    readonly session: Session;
    readonly service: Loopback;
  }> {
    const service = await cookieService(setCookies);
    return { service, session: createSession({ baseUrl: service.url, auth: cookieScheme(service.url, add) }) };
  }

  it("go beside those of the session, which does not keep cookies of these names", async () => {
    const { session, service } = await open(["sid=server; Path=/", "lang=en; Path=/"]);
    await using _service = service;
    for (let i = 0; i < 3; i++) await session.get("/x");
    expect(cookiesOf(service)).toEqual(["sid=scheme", "lang=en; sid=scheme", "lang=en; sid=scheme"]);
    expect((await session.cookies.getCookies(service.url)).map(({ key }) => key)).toEqual(["lang"]);
    await session.close();
  });

  it("replace those that the jar had before", async () => {
    const { session, service } = await open([]);
    await using _service = service;
    await session.cookies.setCookie("sid=jar; Path=/", service.url);
    await session.cookies.setCookie("lang=en; Path=/", service.url);
    await session.get("/x");
    expect(cookiesOf(service)).toEqual(["lang=en; sid=scheme"]);
    await session.close();
  });

  it("go beside a cookie of the call", async () => {
    const { session, service } = await open([]);
    await using _service = service;
    await session.get("/x", { headers: { cookie: "own=1" } });
    expect(cookiesOf(service)).toEqual(["own=1; sid=scheme"]);
    await session.close();
  });

  it("are the jar's in a call without the scheme", async () => {
    const { session, service } = await open(["sid=server; Path=/"]);
    await using _service = service;
    await session.get("/x");
    await session.get("/x", { auth: false });
    await session.get("/x", { auth: false });
    expect(cookiesOf(service)).toEqual(["sid=scheme", undefined, "sid=server"]);
    await session.close();
  });

  it("are shown by prepare as they would go", async () => {
    const { session, service } = await open([]);
    await using _service = service;
    await session.cookies.setCookie("sid=jar; Path=/", service.url);
    const { headers } = await session.prepare("/x");
    expect(headers.find(({ name }) => name === "cookie")?.value).toBe("sid=scheme");
    await session.close();
  });
});
