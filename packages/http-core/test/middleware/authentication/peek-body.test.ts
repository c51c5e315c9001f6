import { describe, expect, it } from "vitest";
import {
  createResponse,
  createSession,
  Secret,
  type AuthScheme,
  type HttpResponse,
  type Transport,
  type Verdict,
} from "../../../src/index.js";
import { signingScheme } from "../../support/signing-scheme.js";

const baseUrl = "https://api.example.com";

describe("classify", () => {
  /** A service that says no with status 200 and a body. */
  function session(peekBytes: number, stream: boolean): Promise<{ text: string; verdicts: Verdict[] }> {
    const verdicts: Verdict[] = [];
    const scheme: AuthScheme = {
      name: "peeking",
      origins: [baseUrl],
      secrets: {},
      identity: () => ({ principal: "", secret: new Secret("s") }),
      apply: (request) => request.with({ headers: { "x-signed": "1" } }),
      async classify(_, { peek }) {
        const text = Buffer.from(await peek(peekBytes)).toString();
        verdicts.push(text.includes("denied") ? "rejected" : "accepted");
        return verdicts.at(-1) ?? "accepted";
      },
    };
    async function* body(): AsyncIterable<Uint8Array> {
      yield Buffer.from("den");
      yield Buffer.from("ied, ");
      yield Buffer.from("sorry");
    }
    const transport: Transport = {
      send: async (request) => createResponse({ status: 200, url: request.url, headers: new Headers(), body: body() }),
    };
    const call = createSession({ baseUrl, transport, auth: scheme }).get("/", { stream });
    return call.then(async (response) => ({ text: await response.text(), verdicts }));
  }

  it.each([
    [6, false],
    [6, true],
    [1_000, true],
    [1_000, false],
  ])("may look at %i bytes of the body, which stays whole (streamed: %s)", async (peekBytes, stream) => {
    expect(await session(peekBytes, stream)).toEqual({ text: "denied, sorry", verdicts: ["rejected"] });
  });

  it.each([
    [true, 65_536],
    [false, 100_000],
  ])("gets at most so many bytes of a large body (streamed: %s): %d", async (stream, expected) => {
    const lengths: number[] = [];
    const auth = signingScheme({
      async classify(_, { peek }) {
        lengths.push((await peek(100_000)).byteLength);
        return "accepted" as const;
      },
    });
    const send = async (): Promise<HttpResponse> => {
      const body = (async function* () {
        for (let i = 0; i < 20; i++) yield new Uint8Array(10_000);
      })();
      return createResponse({ status: 200, url: baseUrl, headers: new Headers(), body });
    };
    const response = await createSession({ baseUrl, transport: { send }, auth }).get("/", { stream });
    expect(lengths).toEqual([expected]);
    expect((await response.bytes()).byteLength).toBe(200_000);
  });
});
