import { describe, expect, it } from "vitest";
import { createSession, type SessionOptions } from "../../src/index.js";
import { memoryTransport } from "../../src/testing/index.js";

const baseUrl = "https://api.example.com/v1";

describe("options", () => {
  const wrong: readonly (readonly [string, SessionOptions, string])[] = [
    ["an unknown option, with the nearest known one", { header: {} } as SessionOptions, 'did you mean "headers"'],
    ["an unknown timeout", { timeout: { total: 1 } } as SessionOptions, 'did you mean "totalMs"'],
    ["an unknown retry option", { retry: { attempt: 1 } } as SessionOptions, 'did you mean "attempts"'],
    ["a limit of 0", { retryWindow: { limit: 0 } }, "1 to 100"],
    ["a limit of 101", { retryWindow: { limit: 101 } }, "1 to 100"],
    ["a limit that is not whole", { retryWindow: { limit: 1.5 } }, "1 to 100"],
    ["a limit that is text", { retryWindow: { limit: "4" as never } }, "1 to 100"],
    ["a limit that is true", { retryWindow: { limit: true as never } }, "1 to 100"],
    ["a window of NaN", { retryWindow: { windowMs: Number.NaN } }, "windowMs"],
    ["a redirect mode that does not exist", { redirect: "always" as never }, '"follow"'],
    ["no bytes at most", { maxResponseBytes: 0 }, "maxResponseBytes"],
    ["no values at most", { maxJsonValues: 0 }, "maxJsonValues"],
    ["a negative timeout", { timeout: { idleMs: -1 } }, "idleMs"],
    ["too many attempts", { retry: { attempts: 11 } }, "1 to 10"],
    ["a base URL with a password", { baseUrl: "https://u:p@a.example" }, "user name"],
    ["a base URL over http", { baseUrl: "ftp://a.example" }, "https"],
  ];

  it.each(wrong)("refuse %s", (_, options, words) => {
    expect(() => createSession(options)).toThrow(words);
  });

  it("of a call are checked like those of a session", async () => {
    const session = createSession({ baseUrl, transport: memoryTransport(() => 200) });
    await expect(session.get("/", { jsno: 1 } as never)).rejects.toMatchObject({
      code: "OPTION_UNKNOWN",
      message: expect.stringContaining('"json"') as string,
    });
    await expect(session.request("/", { method: "GE T" })).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });
});

describe("what is unlike every option", () => {
  it("is named without a suggestion", () => {
    expect(() => createSession({ zzzzzzzz: 1 } as never)).toThrow('Unknown session option "zzzzzzzz"');
    expect(() => createSession({ q: 1 } as never)).toThrow('Unknown session option "q"');
  });
});
