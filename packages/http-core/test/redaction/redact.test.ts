import { describe, expect, it } from "vitest";
import { redactHeaders, redactQuery, redactUrl } from "../../src/redaction/redact.js";
import { isCredentialName } from "../../src/redaction/credential-names.js";
import { quoteName } from "../../src/util/names/quote-name.js";

const secret = "uSERcanary77";

describe("a redacted URL", () => {
  it.each([
    [`https://me:${secret}@api.example/x`, "https://[redacted]@api.example/x"],
    [`https://${secret}@api.example/x`, "https://[redacted]@api.example/x"],
    [`https://me:${secret}/x@api.example/`, "https://[redacted]@api.example/"],
    [`https://me:${secret}?x@api.example/`, "https://[redacted]@api.example/"],
    [`https://me:a#${secret}@api.example/`, "https://[redacted]@api.example/"],
    [`https:/me:${secret}@api.example/`, "https:/[redacted]@api.example/"],
    [`https:me:${secret}@api.example/`, "https:[redacted]@api.example/"],
    [`https:\\\\me:${secret}@api.example/`, "https:\\\\\\\\[redacted]@api.example/"],
    [`HTTPS://me:${secret}@api.example`, "HTTPS://[redacted]@api.example"],
    [`//me:${secret}@evil/`, "//[redacted]@evil/"],
    [`ftp://me:${secret}@h/`, "ftp://[redacted]@h/"],
    [`socks5://me:${secret}@h/`, "socks5://[redacted]@h/"],
    [`me:${secret}@h:1`, "[redacted]@h:1"],
    [`/x?${secret}`, "/x?[redacted]"],
    [`/x?a;${secret}`, "/x?[redacted]"],
    [`/x?a=1&amp;${secret}`, "/x?a=[redacted]&[redacted]"],
    [`/x?k=${secret} y`, "/x?k=[redacted]"],
    [`/x#${secret} z`, "/x"],
    ["https://a.example/users/@me?b", "https://a.example/users/@me?[redacted]"],
    ["/users/@me", "/users/@me"],
    ["users/@me", "users/@me"],
    ["https://a.example/x?", "https://a.example/x?"],
  ])("%j is %j", (url, shown) => {
    expect(redactUrl(url)).toBe(shown);
  });

  it("shows no known secret in its path or in the names of its query, also where it is cut", () => {
    expect(redactUrl(`/a/${secret}/b?${secret}=1`, [secret])).toBe("/a/[redacted]/b?[redacted]=[redacted]");
    for (let length = 270; length <= 300; length++) {
      expect(redactUrl(`/${"x".repeat(length)}${secret}`, [secret])).not.toContain(secret.slice(0, 4));
    }
  });
});

it("masks the values of secret parameters alone, by their decoded names", () => {
  const url = "https://a.example/x?page=2&api%5Fkey=1&tags=a+b&token#end";
  expect(redactQuery(url, isCredentialName)).toBe("https://a.example/x?page=2&api%5Fkey=[redacted]&tags=a+b&token");
});

it("masks declared headers in any case", () => {
  const headers = [
    ["ETag", "a"],
    ["X-Other", "b"],
  ] as const;
  expect(redactHeaders(headers, { headers: ["etag"] })).toEqual({ ETag: "[redacted]", "X-Other": "[redacted]" });
  expect(redactHeaders(headers)).toEqual({ ETag: "a", "X-Other": "[redacted]" });
});

it.each([
  ["X-Api-Key", true],
  ["api_key", true],
  ["Authorization", true],
  ["Set-Cookie", true],
  ["client_secret", true],
  ["x-amz-security-token", true],
  ["newPassword", true],
  ["group_token", false],
  ["page", false],
  ["tags", false],
  ["id", false],
  ["confirmed", false],
])("knows by its name whether %s holds a credential: %s", (name, expected) => {
  expect(isCredentialName(name)).toBe(expected);
});

it.each([
  ["timeoutMs", '"timeoutMs"'],
  [`pass=${secret}`, '"pass="…'],
  [`authorization: ${secret}`, '"authorization:"…'],
  [`a=\n${secret}`, '"a="…'],
  ["x:a", '"x:a"'],
])("quotes the name %j as %s", (name, quoted) => {
  expect(quoteName(name)).toBe(quoted);
});
