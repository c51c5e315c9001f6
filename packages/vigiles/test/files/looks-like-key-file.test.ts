import { describe, expect, it } from "vitest";
import { looksLikeKeyFile } from "../../src/files/looks-like-key-file.js";

const account = { email: "user@example.com", organization_key: "canary" };
const json = JSON.stringify(account);
const old = JSON.stringify({ email: "user@example.com", key: "canary" });

describe("a key file is recognised", () => {
  it.each([
    ["as it is", json],
    ["of the products edition", old],
    ["with a byte order mark", `\ufeff${json}`],
    ["with further members", JSON.stringify({ ...account, server_url: "https://x", enterprise: true })],
    ["in a list", `[${json}]`],
    ["in a list of lists", `[[1, [${json}]]]`],
    ["in another object", JSON.stringify({ accounts: { ci: account } })],
    ["as a text of another object", JSON.stringify({ LINUXLINK_KEY: json })],
    ["as a text of a text", JSON.stringify({ ci: JSON.stringify({ key: json }) })],
    ["with a comment behind it", `${json}\n// from the preferences page`],
    ["with a comment in front", `/* key */ ${json}`],
    ["with a comma at its end", json.replace("}", ",}")],
    ["in single quotes", json.replaceAll('"', "'")],
    ["twice", `${json}\n${old}`],
    ["cut", json.slice(0, -3)],
    ["cut, with escaped names", `${json.replace("email", "\\u0065mail").replace("_key", "_\\u006Bey")} x`],
    ["with escaped names", json.replace("email", "\\u0065mail")],
    ["deep inside", `${"[".repeat(5_000)}${json}${"]".repeat(5_000)}`],
  ])("%s", (_what, text) => {
    expect(looksLikeKeyFile(Buffer.from(text))).toBe(true);
    expect(looksLikeKeyFile(Buffer.from(text, "utf16le"))).toBe(true);
  });
});

describe("no key file is seen in", () => {
  it.each([
    ["nothing", ""],
    ["text", "email and key"],
    ["a kernel config", "CONFIG_KEYS=y\n# CONFIG_EMAIL is not set\n"],
    [
      "an SBOM whose authors have addresses",
      JSON.stringify({ bomFormat: "CycloneDX", metadata: { authors: [{ email: "a@b" }] } }),
    ],
    [
      "members of different objects",
      JSON.stringify({ creator: { email: "a@b" }, entries: [{ key: "a", value: "b" }] }),
    ],
    ["a list of names", JSON.stringify(["email", "key"])],
    ["a document above 64 KB", json.padEnd(70_000)],
  ])("%s", (_what, text) => {
    expect(looksLikeKeyFile(Buffer.from(text))).toBe(false);
  });
});
