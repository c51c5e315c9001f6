import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { createSession, isHttpError, Secret, type AnyAuthScheme, type HttpResponse } from "../../../src/index.js";
import { memoryTransport } from "../../../src/testing/index.js";
import { signedOrigin as baseUrl, signingScheme } from "../../support/signing-scheme.js";

const canary = "canary-7f3a9c21";

function printed(value: unknown): string {
  return inspect(value, { depth: Infinity }) + JSON.stringify(value);
}

describe("a name that a scheme declares", () => {
  it.each(["etag", "ETag", "date", "x-nonce"])("is masked in a printed response: %s", async (name) => {
    const auth = signingScheme({ secrets: { headers: [name] } });
    const transport = memoryTransport(() => ({ headers: { [name]: canary } }));
    const response = await createSession({ baseUrl, auth, transport }).get("/x");
    expect(printed(response)).not.toContain(canary);
    expect(response.headers.get(name)).toBe(canary);
  });

  it("is masked in a printed response of a login", async () => {
    const responses: HttpResponse[] = [];
    const auth: AnyAuthScheme = {
      ...signingScheme({ secrets: { headers: ["etag"] } }),
      async acquire({ send }) {
        responses.push(await send(`${baseUrl}/login`));
        return { value: "v" };
      },
    };
    const transport = memoryTransport(() => ({ headers: { etag: canary } }));
    await createSession({ baseUrl, auth, transport }).get("/x");
    expect(responses.map(printed).join("")).not.toContain(canary);
    expect(responses).toHaveLength(1);
  });

  it("is shown where it is harmless and not declared", async () => {
    const transport = memoryTransport(() => ({ headers: { etag: "v1" } }));
    expect(printed(await createSession({ baseUrl, auth: signingScheme(), transport }).get("/x"))).toContain("v1");
  });
});

describe("a value that left with a request", () => {
  const quoting = { status: 400, body: { message: `bad ${canary}` } };

  it.each([
    [
      "a declared header",
      signingScheme({ secrets: { headers: ["x-odd"] }, apply: (r) => r.with({ headers: { "x-odd": canary } }) }),
    ],
    [
      "a declared parameter",
      signingScheme({ secrets: { query: ["odd"] }, apply: (r) => r.with({ url: `${r.url}?odd=${canary}` }) }),
    ],
    ["the secret of a signer", signingScheme({ identity: () => ({ principal: "p", secret: new Secret(canary) }) })],
    [
      "the secret of a signer that is found later",
      signingScheme({ identity: async () => ({ principal: "p", secret: new Secret(canary) }) }),
    ],
    [
      "the secret of a signer that reads responses",
      signingScheme({ identity: () => ({ principal: "p", secret: new Secret(canary) }), classify: () => "accepted" }),
    ],
  ] as const)("is masked in what a server quotes: %s", async (_, auth) => {
    const session = createSession({ baseUrl, auth, transport: memoryTransport(() => quoting) });
    const error: unknown = await session.get("/x").catch((reason: unknown) => reason);
    expect(isHttpError(error) && error.serverMessage).toBe("bad [redacted]");
    expect(printed(error)).not.toContain(canary);
  });

  it("is masked if it is a secret of what the scheme has learnt", async () => {
    const auth = signingScheme({ observe: () => ({ token: new Secret(canary) }) });
    const responses = [200, quoting];
    const session = createSession({ baseUrl, auth, transport: memoryTransport(() => responses.shift()) });
    await session.get("/x");
    const error: unknown = await session.get("/x").catch((reason: unknown) => reason);
    expect(isHttpError(error) && error.serverMessage).toBe("bad [redacted]");
  });
});
