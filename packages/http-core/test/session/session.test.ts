import { describe, expect, it } from "vitest";
import { createSession, Secret, type AuthScheme } from "../../src/index.js";
import { memoryTransport } from "../../src/testing/index.js";

const baseUrl = "https://api.example.com";

const origin = "https://api.example.com";

/** A scheme whose login and renewal are played by the test. */
function played(parts: Pick<AuthScheme<string>, "acquire" | "renew">): AuthScheme<string> {
  return {
    name: "played",
    origins: [origin],
    secrets: {},
    identity: () => ({ principal: "p", secret: new Secret("secret") }),
    apply: (request, token) => request.with({ headers: { "x-token": token } }),
    ...parts,
  };
}

describe("a printed session", () => {
  it("says where it goes and how it authenticates, and nothing else", () => {
    expect(
      JSON.parse(JSON.stringify(createSession({ transport: memoryTransport(), headers: { "x-api-key": "secret" } }))),
    ).toEqual({ headers: { "x-api-key": "[redacted]" }, auth: "none" });
    expect(JSON.parse(JSON.stringify(createSession({ transport: memoryTransport(), baseUrl, auth: false })))).toEqual({
      baseUrl,
      headers: {},
      auth: "none",
    });
  });
});

describe("hosts of a scheme", () => {
  it("are all that a session without a base URL may reach", async () => {
    const auth: AuthScheme = {
      name: "x",
      origins: [baseUrl],
      secrets: {},
      identity: () => ({ principal: "", secret: new Secret("s") }),
      apply: (request) => request,
    };
    const session = createSession({ auth, transport: memoryTransport(() => 200) });
    expect((await session.get(`${baseUrl}/`)).status).toBe(200);
    await expect(session.get("https://b.example/")).rejects.toMatchObject({ code: "URL_NOT_ALLOWED" });
  });
});

describe("a session without a login", () => {
  it("says so where one is asked for", async () => {
    const made = createSession({ baseUrl: origin, transport: memoryTransport(() => 200) });
    await expect(made.authenticate()).rejects.toMatchObject({ code: "OPTION_INVALID" });
    await expect(
      createSession({ baseUrl: origin, auth: played({}), transport: memoryTransport(() => 200) }).renewCredential(),
    ).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });
});
