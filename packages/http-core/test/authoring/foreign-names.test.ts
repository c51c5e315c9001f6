import { describe, expect, it } from "vitest";
import { createSession } from "../../src/index.js";
import { sessionOptionNames } from "../../src/options/check-options.js";
import { gotTransport } from "../../src/index.js";
import { memoryTransport } from "../../src/testing/index.js";

const baseUrl = "https://api.example.com";

/** What an option that does not exist is refused with. */
function remedyOf(options: object): string {
  try {
    createSession(options);
  } catch (error) {
    const [, remedy] = /^Unknown \w+ option ".*"; (.*)$/s.exec(String((error as Error).message)) ?? [];
    return remedy ?? String(error);
  }
  return "accepted";
}

describe("an option of another library", () => {
  const rows: readonly (readonly [string, string])[] = [
    ["searchParams", '"params"'],
    ["query", '"params"'],
    ["qs", '"params"'],
    ["prefixUrl", '"baseUrl"'],
    ["baseURL", '"baseUrl"'],
    ["data", '"json", "form" or "body"'],
    ["files", '"body": multipartBody('],
    ["fields", '"form"'],
    ["hooks", '"middleware"'],
    ["interceptors", '"middleware"'],
    ["limit", '"retry.attempts"'],
    ["retries", '"retry"'],
    ["followRedirect", '"redirect"'],
    ["follow_redirects", '"redirect"'],
    ["allow_redirects", '"redirect"'],
    ["maxRedirections", '"maxRedirects"'],
    ["httpsOnly", '"allowHttp"'],
    ["parseJson", '"jsonReviver"'],
    ["validateStatus", '"throwHttpErrors"'],
    ["cancelToken", '"signal"'],
    ["maxContentLength", '"maxResponseBytes"'],
    ["cookieJar", '"cookies"'],
    ["headersTimeout", '"timeout.firstByteMs"'],
    ["bodyTimeout", '"timeout.idleMs"'],
    ["timeoutMs", '"timeout"'],
    ["password", '"auth"'],
    ["responseType", "json(), text() or bytes()"],
    ["url", "first argument"],
    ["agent", "transport"],
    ["httpsAgent", "transport"],
    ["dispatcher", "transport"],
    ["proxy", "gotTransport({ proxy })"],
    ["proxies", "gotTransport({ proxy })"],
    ["ca", "gotTransport({ ca })"],
    ["cert", "gotTransport({ cert, key })"],
    ["verify", "gotTransport({ ca })"],
    ["rejectUnauthorized", "gotTransport({ ca })"],
    ["decompress", "always decompressed"],
    ["withCredentials", "browsers only"],
  ];

  it.each(rows)("%s leads to %s", async (name, remedy) => {
    expect(remedyOf({ [name]: "x" })).toContain(remedy);
    const session = createSession({ baseUrl, transport: memoryTransport(() => 200) });
    await expect(session.get("/", { [name]: "x" })).rejects.toMatchObject({
      code: "OPTION_UNKNOWN",
      message: expect.stringContaining(remedy) as string,
    });
  });

  const nested: readonly (readonly [string, string, string])[] = [
    ["timeout", "request", '"totalMs"'],
    ["timeout", "response", '"firstByteMs"'],
    ["timeout", "connect", '"connectMs"'],
    ["timeout", "socket", '"idleMs"'],
    ["retry", "limit", '"attempts"'],
    ["retry", "maxRetries", '"attempts"'],
    ["retry", "backoffLimit", '"maxDelayMs"'],
    ["retry", "allowedMethods", '"methods"'],
    ["retry", "statusCodes", '"statuses"'],
    ["retry", "retryCondition", '"shouldRetry"'],
    ["retry", "jitter", "always random"],
  ];

  it.each(nested)("%s.%s leads to %s", (option, name, remedy) => {
    expect(remedyOf({ [option]: { [name]: 1 } })).toContain(remedy);
  });

  it.each(["cookies", "transport", "logger", "tokenStore", "middleware"])(
    "%s of a call leads to the session",
    async (name) => {
      const session = createSession({ baseUrl, transport: memoryTransport(() => 200) });
      await expect(session.get("/", { [name]: "x" })).rejects.toMatchObject({
        message: `Unknown request option "${name}"; it is an option of createSession`,
      });
    },
  );

  it.each([
    ["proxies", '"proxy"'],
    ["httpsAgent", '"proxy"'],
    ["verify", '"ca"'],
    ["rejectUnauthorized", '"ca"'],
    ["timeout", "createSession"],
    ["connections", '"maxSockets"'],
  ])("%s of a transport leads to %s", (name, remedy) => {
    const make = (): unknown => gotTransport({ [name]: "x" });
    expect(make).toThrow(remedy);
    expect(make).toThrow(`Unknown transport option "${name}"; `);
  });

  it("leads to options that exist", () => {
    const named = rows.flatMap(([name]) => [...remedyOf({ [name]: "x" }).matchAll(/"(\w+)[".]/g)]);
    const names = new Set(named.map(([, name]) => name));
    for (const word of ["follow", "manual", "error"]) names.delete(word);
    expect(names.size).toBeGreaterThan(10);
    expect([...names].filter((name) => !sessionOptionNames.includes(String(name)))).toEqual([]);
  });
});

describe("the name of an unknown option", () => {
  it.each([
    ["a control character", "a\u001B[31mb", String.raw`"a\u001b[31mb"`],
    ["a C1 control character", "a\u009Bb", String.raw`"a\u009bb"`],
    ["a change of direction", "a\u202Eb", String.raw`"a\u202eb"`],
    ["a line separator", "a\u2028b", String.raw`"a\u2028b"`],
    ["a quote and a line end", 'a"\nb', String.raw`"a\"\nb"`],
    ["a surrogate", "a\uD800", String.raw`"a\ud800"`],
  ])("is escaped if it has %s", (_, name, shown) => {
    expect(() => createSession({ [name]: 1 })).toThrow(shown);
  });

  it("is cut if it is long", () => {
    const error = (): unknown => createSession({ ["x".repeat(5_000)]: 1 });
    expect(error).toThrow(`"${"x".repeat(100)}"…`);
    expect(error).not.toThrow("x".repeat(101));
  });
});
