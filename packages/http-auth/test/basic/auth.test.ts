import { createSession, Secret, type AnyAuthScheme } from "@org/http-core";
import { testAuthScheme } from "@org/http-core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { basicAuth } from "../../src/index.js";
import { openSession } from "../support/open-session.js";
import { startLoopback } from "../support/loopback.js";

const origin = "https://api.example.com";
const [right, wrong] = ["right-password-19aa", "wrong-password-77bc"];

testAuthScheme({
  name: "basic",
  runner: { describe, it },
  maxCheckMs: 60_000,
  make: ({ wrongSecret }) => {
    const password = wrongSecret ? wrong : right;
    return {
      scheme: basicAuth({ username: "ada", password, origins: [origin] }),
      protectedUrl: `${origin}/things?page=1`,
      secrets: () => [password, Buffer.from(`ada:${password}`).toString("base64")],
      service: ({ url, headers }) => {
        if (!url.startsWith(origin)) return undefined;
        const expected = `Basic ${Buffer.from(`ada:${right}`).toString("base64")}`;
        return headers.get("authorization") === expected
          ? { body: [] }
          : { status: 401, headers: { "www-authenticate": "Basic" } };
      },
    };
  },
});

async function authorizationOf(auth: AnyAuthScheme): Promise<string> {
  await using session = createSession({ auth, baseUrl: origin });
  const { headers } = await session.prepare("/");
  return headers.find(({ name }) => name === "authorization")?.value ?? "";
}

describe("the header", () => {
  it.each([
    [
      "the example of RFC 7617 section 2",
      { username: "Aladdin", password: "open sesame" },
      "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
    ],
    ["the example of RFC 7617 section 2.1", { username: "test", password: "123\u00a3" }, "Basic dGVzdDoxMjPCow=="],
    ["a name in another normal form", { username: "u\u0308", password: "p" }, "Basic w7w6cA=="],
    ["a key as user name", { username: new Secret("key") }, "Basic a2V5Og=="],
    ["a token without a user name", { username: "", password: "token" }, "Basic OnRva2Vu"],
  ])("is right for %s", async (_title, account, expected) => {
    expect(await authorizationOf(basicAuth({ ...account, origins: [origin] }))).toBe(expected);
  });

  it("can be read back for any user name and password", async () => {
    const text = fc.string({ unit: "binary" }).filter((value) => value.isWellFormed() && !/\p{Cc}/u.test(value));
    await fc.assert(
      fc.asyncProperty(
        text.filter((value) => !value.includes(":")),
        text,
        async (username, password) => {
          fc.pre(username + password !== "");
          const sent = await authorizationOf(basicAuth({ username, password, origins: [origin] }));
          const decoded = Buffer.from(sent.replace(/^Basic /, ""), "base64").toString("utf8");
          expect(decoded).toBe(`${username}:${password}`.normalize("NFC"));
        },
      ),
    );
  });
});

it("tells nothing of a key in place of a user name", async () => {
  for (const username of ["sk-canary", new Secret("sk-canary")]) {
    const { principal, secret } = await basicAuth({ username, origins: [origin] }).identity();
    expect(principal).not.toContain("canary");
    expect(secret?.reveal()).toBe("sk-canary");
  }
});

it("sends a wrong password once for each permit of the re-authentication window, and then no more", async () => {
  const server = await startLoopback((_request, response) => {
    response.writeHead(401, { "WWW-Authenticate": 'Basic realm="r", charset="UTF-8"' }).end();
  });
  const auth = basicAuth({ username: "ada", password: wrong, origins: [server.origin] });
  const session = openSession(auth, server.origin, { retryWindow: { limit: 2 } });
  const codes: unknown[] = [];
  for (let call = 0; call < 4; call++) {
    await session.get("/things").catch((error: { code: unknown }) => codes.push(error.code));
  }
  expect(codes).toEqual(["HTTP_STATUS", "HTTP_STATUS", "RETRY_WINDOW_EXHAUSTED", "RETRY_WINDOW_EXHAUSTED"]);
  expect(server.requests).toHaveLength(2);
});
