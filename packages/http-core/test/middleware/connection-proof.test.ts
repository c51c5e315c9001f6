import { describe, expect, it } from "vitest";
import { createSession, isHttpError } from "../../src/index.js";
import { challengeSchemes } from "../../src/middleware/connection-proof.js";
import { memoryTransport } from "../../src/testing/index.js";

describe("the schemes that a server offers", () => {
  it.each([
    ["Basic", ["basic"]],
    ['Basic realm="a"', ["basic"]],
    ["NTLM", ["ntlm"]],
    ["Negotiate, NTLM", ["negotiate", "ntlm"]],
    ["Negotiate YIIAbc==", ["negotiate"]],
    ['Digest realm="a, Basic b", nonce="n", qop="auth,auth-int", Basic realm="c"', ["digest", "basic"]],
    ['Digest realm = "a" , nonce = x', ["digest"]],
    ['Basic realm="quote \\", NTLM"', ["basic"]],
    ["", []],
    [" , ,", []],
    ['realm="a"', []],
    ['Bearer error="invalid_token",\tDPoP algs="ES256"', ["bearer", "dpop"]],
    ['Basic realm="open', ["basic"]],
  ] as const)("%j are %j", (header, names) => {
    expect(challengeSchemes(header)).toEqual(names);
  });

  async function messageOf(status: number, header: string): Promise<string> {
    const transport = memoryTransport(() => ({ status, headers: { "www-authenticate": header } }));
    const session = createSession({ baseUrl: "https://a.example", transport });
    const error: unknown = await session.get("/x").catch((reason: unknown) => reason);
    return isHttpError(error) ? error.message : "";
  }

  it.each([
    ["NTLM", "NTLM"],
    ["Negotiate", "Negotiate"],
    ["Negotiate, NTLM, NTLM", "Negotiate and NTLM"],
    ["Kerberos", "Kerberos"],
  ])("are told in a 401 if all of them prove a connection: %s", async (header, names) => {
    expect(await messageOf(401, header)).toBe(
      `GET https://a.example/x returned 401; the server offers only ${names}, which authenticates a connection and not a request; sessions do not support this: use a transport of your own that does`,
    );
  });

  it.each([
    [401, "Negotiate, Basic"],
    [401, "Basic"],
    [401, ""],
    [403, "NTLM"],
  ])("are not told in a %d that offers %j", async (status, header) => {
    expect(await messageOf(status, header)).toBe(`GET https://a.example/x returned ${status}`);
  });
});
