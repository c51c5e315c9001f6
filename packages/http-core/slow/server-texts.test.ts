import { describe, expect, it } from "vitest";
import { fuzz, hostileJson, hostileText } from "../../../fuzz.base.js";
import { parseJson } from "../src/authoring/index.js";
import { readRecord } from "../src/auth/token-store/record.js";
import { LazyCookieJar } from "../src/http/cookies/cookie-jar.js";
import { parseContentRange } from "../src/session/download/content-range.js";
import { strongValidator } from "../src/session/download/validator.js";
import { createSession, redactUrl, retryAfterMs, serverMessage, systemClock } from "../src/index.js";
import { memoryTransport } from "../src/testing/index.js";

const jsonText = hostileText(
  [...'[]{},:" \n0', "\\", "\\u", "\\ud800", "null", "true", "-1e9", '"error":', '"message":', "\uFEFF"],
  [
    '{"error":{"message":"not allowed","code":7}}',
    '{"error":"invalid_grant","error_description":"expired"}',
    '[{"a":[1,2.5e3,null,true]},"\\u00e9\\n"]',
  ],
);
const pageText = hostileText(
  ["<", ">", "</", "<title", "<title>", "</title>", "<!--", "-->", " ", "\n", "&lt;", "a", "\u0000"],
  ["<html><head><title>Sign in</title></head><body></body></html>"],
);

describe("a parser of server texts", () => {
  it("parses JSON, or returns undefined", async () => {
    await expect(
      fuzz(jsonText, (text) => {
        const value = parseJson(text);
        if (value !== undefined) expect(parseJson(JSON.stringify(value))).toEqual(value);
      }),
    ).resolves.toBeUndefined();
  });

  it("finds a message of one short line", async () => {
    await expect(
      fuzz(jsonText, (text) => checkMessage(serverMessage(parseJson(text) ?? text))),
    ).resolves.toBeUndefined();
  });
  it("finds the title of a page", async () => {
    await expect(fuzz(pageText, (text) => checkMessage(serverMessage(text)))).resolves.toBeUndefined();
  });
  it("finds a message in any JSON", async () => {
    await expect(
      fuzz(hostileJson(["error", "message", "detail", "title", "error_description", "Message"]), (value) =>
        checkMessage(serverMessage(value)),
      ),
    ).resolves.toBeUndefined();
  });

  it("reads a record of a token store", async () => {
    await expect(
      fuzz(
        hostileJson(["format", "id", "value", "$secret", "$plain", "expiresAt"]),
        (value) => void readRecord(JSON.stringify({ format: 1, id: "i", value })),
      ),
    ).resolves.toBeUndefined();
  });

  it("makes an error or a value of any response", async () => {
    await expect(
      fuzz(jsonText, async (text) => {
        for (const status of [200, 400]) {
          const session = createSession({
            baseUrl: "https://api.example.com",
            transport: memoryTransport(() => ({ status, body: Buffer.from(text) })),
          });
          await session.get("/").then((response) => response.json());
        }
      }),
    ).resolves.toBeUndefined();
  });
});

describe("a parser of headers", () => {
  const range = hostileText(
    [..."0123456789 -/*=,", "bytes ", "items "],
    ["bytes 0-499/1234", "bytes 42-1233/*", "bytes */1234", "bytes=0-1"],
  );
  it("reads Content-Range as whole numbers", async () => {
    await expect(
      fuzz(range, (text) => {
        const { start = 0, totalBytes = 0 } = parseContentRange(text) ?? {};
        expect([Number.isSafeInteger(start), Number.isSafeInteger(totalBytes)]).toEqual([true, true]);
      }),
    ).resolves.toBeUndefined();
  });

  const tag = hostileText([...'W/"\u0000\u00e9 ,', "\\"], ['"v1"', 'W/"v1"', '"a b"']);
  it("takes from an ETag only what a header can carry", async () => {
    await expect(
      fuzz(tag, (text) => {
        const headers = { get: (name: string) => (name === "etag" ? text : null) };
        expect(strongValidator(headers) ?? '""').toMatch(/^"[!-~]*"$/);
      }),
    ).resolves.toBeUndefined();
  });

  const retryAfter = hostileText(
    [..."0123456789 ,:-.e+", "GMT", "Mon", "Jan", "1e9", "\t"],
    ["120", "Wed, 21 Oct 2026 07:28:00 GMT", "Sunday, 06-Nov-94 08:49:37 GMT"],
  );
  it("reads Retry-After as a time from now", async () => {
    await expect(
      fuzz(retryAfter, (text) => {
        const delayMs = retryAfterMs({ get: () => text }, systemClock);
        expect(delayMs === undefined || (Number.isFinite(delayMs) && delayMs >= 0)).toBe(true);
      }),
    ).resolves.toBeUndefined();
  });

  const setCookie = hostileText(
    [
      "=",
      ";",
      ",",
      " ",
      '"',
      "a",
      "Path=",
      "Domain=",
      "Max-Age=",
      "Expires=",
      "Secure",
      "HttpOnly",
      "SameSite=",
      ".",
      "-1",
    ],
    ["id=1; Path=/; Secure; HttpOnly", "a=b; Domain=example.com; Expires=Wed, 21 Oct 2099 07:28:00 GMT; Max-Age=60"],
  );
  it("keeps Set-Cookie, and can send it back", async () => {
    await expect(
      fuzz(setCookie, async (text) => {
        const jar = new LazyCookieJar();
        const url = "https://api.example.com/";
        // Only such characters arrive in a header.
        await jar.keep([text.replaceAll(/[^\t\u0020-\u007E\u0080-\u00FF]/g, "")], url);
        expect(await jar.cookiesFor(url, "b=2")).toMatch(/^[\t\u0020-\u007E\u0080-\u00FF]*$/);
      }),
    ).resolves.toBeUndefined();
  });

  const location = hostileText(
    ["/", "//", "\\", "?", "#", "@", ":", ".", "..", "%2e", "%", "https:", "http:", "[", "]", "a", " ", "&", "="],
    ["https://user:pw@api.example.com:8443/a/b?token=x#y", "/path?a=b&c=d"],
  );
  it("redacts a URL", async () => {
    await expect(
      fuzz(location, (text) => expect(redactUrl(text).length).toBeLessThanOrEqual(301)),
    ).resolves.toBeUndefined();
  });
  it("resolves a URL", async () => {
    await expect(
      fuzz(location, async (text) => {
        await createSession({ baseUrl: "https://api.example.com/v1" }).prepare(text);
      }),
    ).resolves.toBeUndefined();
  });
});

function checkMessage(message: string | undefined): void {
  if (message === undefined) return;
  expect(message).not.toBe("");
  expect(message.length).toBeLessThanOrEqual(301);
  expect(message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
}
