import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { Secret, type HttpCoreError } from "@org/http-core";
import { describe, expect, it } from "vitest";
import { readKeyFile } from "../../src/index.js";
import { readSmallFile, type FileProblem } from "../../src/files/small-file.js";
import { thrownBy, visibleText } from "../support/errors.js";
import { scratch } from "../support/scratch.js";

const canary = "canary-5f2c9e7b1d";
const good = { email: "user@example.com", key: canary };

function refusedContent(content: string | Uint8Array | object): HttpCoreError {
  using files = scratch();
  const path = files.write("key", content);
  const error = thrownBy(() => readKeyFile(path));
  expect(error).toMatchObject({ path });
  expect(error.message).toContain(path);
  expect(error.message).not.toContain("\n");
  expect(visibleText(error)).not.toContain("canary");
  return error;
}

describe("a good key file", () => {
  it("has address and key, and no server", () => {
    using files = scratch();
    const path = files.write("key", good);
    const read = readKeyFile(path);
    expect(read).toEqual({ path, email: "user@example.com", key: new Secret(canary), isForGroups: false });
    expect(read.key.reveal()).toBe(canary);
    expect(visibleText(read)).not.toContain(canary);
  });

  it.each([
    ["a byte-order mark", `\ufeff${JSON.stringify(good)}`],
    ["CRLF line ends", JSON.stringify(good, null, 2).replaceAll("\n", "\r\n")],
    ["CR line ends", JSON.stringify(good, null, 2).replaceAll("\n", "\r")],
    ["a newline at the end", `${JSON.stringify(good)}\n`],
    ["white space around values", { email: "\tuser@example.com\r\n", key: `\u001c\u0085\u00a0 ${canary}\u2003` }],
    ["names it does not know", { ...good, note: { key: "x", deep: [1, null] }, constructor: 1, toString: "x" }],
    ["the names of an object inside another", `{"email":"user@example.com","x":{"key":"y"},"key":"${canary}"}`],
    ["__proto__ as a name", `{"__proto__":{"key":"x"},"email":"user@example.com","key":"${canary}"}`],
    ["colons and braces inside text", { ...good, note: '{"key": "x", "key": "y"}' }],
  ])("may have %s", (_, content) => {
    using files = scratch();
    const { email, key } = readKeyFile(files.write("key", content));
    expect([email, key.reveal()]).toEqual(["user@example.com", canary]);
  });

  it("keeps white space inside a value, and what Python's strip keeps outside", () => {
    using files = scratch();
    const key = "\ufeff a\tb \u200b";
    expect(readKeyFile(files.write("key", { ...good, key: ` ${key} ` })).key.reveal()).toBe(key);
  });

  it("prefers organization_key to key", () => {
    using files = scratch();
    const read = readKeyFile(files.write("key", { ...good, key: "other", organization_key: canary }));
    expect(read.key.reveal()).toBe(canary);
    expect(read.isForGroups).toBe(true);
  });

  it.each([
    [{ server_url: " https://vigiles.example/// " }, "https://vigiles.example", true],
    [{ server_url: "https://vigiles.example:8443/prefix/" }, "https://vigiles.example:8443/prefix", true],
    [{ server_url: "http://127.0.0.1:8080" }, "http://127.0.0.1:8080", true],
    [{ enterprise: true }, undefined, true],
    [{ enterprise: false }, undefined, false],
  ])("with %j names its server and edition", (more, server, isForGroups) => {
    using files = scratch();
    const read = readKeyFile(files.write("key", { ...good, ...more }));
    expect([read.serverUrl, read.isForGroups]).toEqual([server, isForGroups]);
  });

  it("may be reached through a link", () => {
    using files = scratch();
    symlinkSync(files.write("key", good), files.path("link"));
    expect(readKeyFile(files.path("link")).email).toBe("user@example.com");
  });

  it("may have an odd name", () => {
    using files = scratch();
    expect(readKeyFile(files.write("a b 漢\n'", good)).email).toBe("user@example.com");
  });
});

describe("a path that is a secret", () => {
  it.each([
    ["the key", canary],
    ["the content of a key file", JSON.stringify(good)],
    ["such content on several lines", JSON.stringify(good, null, 2)],
    ["such content that is too long for a path", JSON.stringify({ ...good, note: "x".repeat(5000) })],
  ])("is not repeated: %s", (_what, path) => {
    const error = thrownBy(() => readKeyFile(path));
    expect(error).toMatchObject({ code: "KEY_FILE_UNREADABLE", message: expect.stringContaining("give the path") });
    expect(visibleText(error)).not.toContain("canary");
  });
});

describe("content that is refused by an error that quotes none of it", () => {
  it.each([
    ["the bare key", canary],
    ["nothing", ""],
    ["a NUL at the end", `${JSON.stringify(good)}\0`],
    ["a comment", `// ${canary}\n${JSON.stringify(good)}`],
    ["a comma at the end", `{"email":"user@example.com","key":"${canary}",}`],
    ["single quotes", `{'email':'user@example.com','key':'${canary}'}`],
    ["NaN", `{"email":"user@example.com","key":"${canary}","n":NaN}`],
    ["a cut text", `{"email":"user@example.com","key":"${canary}`],
    ["UTF-16, little end first", Buffer.from(`\ufeff${JSON.stringify(good)}`, "utf16le")],
    ["UTF-16 without a mark", Buffer.from(JSON.stringify(good), "utf16le")],
    ["Latin-1", Buffer.from(JSON.stringify({ ...good, key: `${canary}é` }), "latin1")],
    [
      "an invalid byte in the key",
      Buffer.from(JSON.stringify({ ...good, key: `${canary}\u0001` }).replace("\\u0001", "\u00ff"), "latin1"),
    ],
    ["a list at the top", JSON.stringify([good])],
    ["text at the top", JSON.stringify(canary)],
    ["null at the top", "null"],
    ["address and key in each other's place", { email: canary, key: "user@example.com" }],
    ["the same name twice", `{"email":"user@example.com","key":"a","key":"${canary}"}`],
    ["the same name twice, once escaped", `{"email":"user@example.com","key":"a","\\u006bey":"${canary}"}`],
    ["the same address name twice", `{"email":"x@example.com","email":"user@example.com","key":"${canary}"}`],
    ["the same name twice deep inside", `{"email":"user@example.com","key":"${canary}","a":[{"b":1,"b":2}]}`],
    ["a quote from deep nesting", `${"[".repeat(30_000)}${"]".repeat(30_000)}`],
    ["deep nesting that never ends", "[".repeat(60_000)],
  ])("%s", (_, content) => {
    expect(refusedContent(content).code).toBe("KEY_FILE_INVALID");
  });

  it("reports only line and column of a JSON error", () => {
    const error = refusedContent(`{\n  "email": "user@example.com",\n  "key": "${canary}"\n  "server_url": "x"\n}`);
    expect(error.message).toMatch(/: it is not JSON \(line 4, column 3\)$/);
  });

  it.each(["email", "key", "organization_key", "server_url"])("%s of a wrong type or empty", (field) => {
    for (const value of [5, true, null, [canary], { key: canary }, "", " \t\u0085", `${canary}\ud800`]) {
      const error = refusedContent({ ...good, [field]: value });
      expect(error).toMatchObject({ code: "KEY_FILE_INVALID", field });
      expect(error.message).toContain(field);
    }
  });

  it.each(["yes", 1, null, {}])("enterprise as %j", (enterprise) => {
    expect(refusedContent({ ...good, enterprise })).toMatchObject({ code: "KEY_FILE_INVALID", field: "enterprise" });
  });

  it.each([
    ["email", { key: canary }],
    ["key", { email: "user@example.com" }],
  ])("%s missing", (field, content) => {
    expect(refusedContent(content)).toMatchObject({ code: "KEY_FILE_INVALID", field });
  });

  it("organization_key empty, although key is there", () => {
    expect(refusedContent({ ...good, organization_key: "" })).toMatchObject({ field: "organization_key" });
  });

  it("a key that only the prototype has", () => {
    Reflect.defineProperty(Object.prototype, "key", { value: "polluted", configurable: true });
    try {
      expect(refusedContent({ email: "user@example.com" })).toMatchObject({ field: "key" });
      expect(refusedContent('{"__proto__":{"email":"x","key":"y"}}')).toMatchObject({ field: "email" });
    } finally {
      Reflect.deleteProperty(Object.prototype, "key");
    }
  });

  it.each([
    "http://vigiles.example",
    "https://user:canary@vigiles.example",
    "https://vigiles.example/?token=canary",
    "https://vigiles.example/#canary",
    "ftp://vigiles.example",
    "vigiles.example",
    "https://vigiles.exa mple",
    "https://vigilés.example",
  ])("server_url %s", (server_url) => {
    using files = scratch();
    const path = files.write("key", { ...good, server_url });
    const error = thrownBy(() => readKeyFile(path));
    expect(error).toMatchObject({ code: "SERVER_URL_INVALID", field: "server_url" });
    expect(error.message).toContain(path);
    expect(visibleText(error)).not.toContain("canary");
  });
});

describe("files that are refused", () => {
  function unreadable(path: string): HttpCoreError {
    const error = thrownBy(() => readKeyFile(path));
    expect(error).toMatchObject({ code: "KEY_FILE_UNREADABLE", path });
    return error;
  }

  it("a missing one, with its path and the system's code", () => {
    using files = scratch();
    expect(unreadable(files.path("none")).message).toMatch(/none can't be read: ENOENT$/);
  });

  it("a folder", () => {
    using files = scratch();
    mkdirSync(files.path("folder"));
    expect(unreadable(files.path("folder")).message).toContain("regular file");
  });

  it("a named pipe without a writer, without waiting for one", () => {
    using files = scratch();
    execFileSync("mkfifo", [files.path("pipe")]);
    expect(unreadable(files.path("pipe")).message).toContain("regular file");
  });

  it.each(["/dev/zero", "/dev/null"])("the device %s", (path) => {
    expect(unreadable(path).message).toContain("regular file");
  });

  it("a socket", async () => {
    using files = scratch();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(files.path("socket"), resolve));
    expect(unreadable(files.path("socket")).message).toContain("ENXIO");
    await new Promise((resolve) => server.close(resolve));
  });

  it("dangling and circular links", () => {
    using files = scratch();
    symlinkSync(files.path("none"), files.path("dangling"));
    symlinkSync(files.path("b"), files.path("a"));
    symlinkSync(files.path("a"), files.path("b"));
    expect(unreadable(files.path("dangling")).message).toContain("ENOENT");
    expect(unreadable(files.path("a")).message).toContain("ELOOP");
  });

  it("one above 64 KB, also a sparse one, but not one of exactly 64 KB", () => {
    using files = scratch();
    const json = JSON.stringify(good);
    expect(readKeyFile(files.write("most", json.padEnd(65_536))).email).toBe("user@example.com");
    expect(unreadable(files.write("more", json.padEnd(65_537))).message).toContain("64 KB");
    writeFileSync(files.path("sparse"), "");
    truncateSync(files.path("sparse"), 2 ** 30);
    expect(unreadable(files.path("sparse")).message).toContain("64 KB");
  });

  it.runIf(process.platform === "linux")("one with more bytes than its size says", () => {
    const toError = ({ reason }: FileProblem): Error => new Error(reason);
    expect(() => readSmallFile("/proc/self/status", { maxBytes: 100, toError })).toThrow("larger than 100 bytes");
  });

  it("a path with a NUL", () => {
    expect(unreadable("/tmp/a\0b").message).not.toContain("\0");
  });
});

describe("the path of the key file", () => {
  it.each([undefined, "", "~/timesys/linuxlink_key"])("%j is linuxlink_key in the home directory", (path) => {
    using home = scratch();
    mkdirSync(home.path("timesys"));
    const expected = home.write("timesys/linuxlink_key", good);
    expect(readKeyFile(path, { env: { HOME: home.folder } }).path).toBe(expected);
  });

  it.each([{}, { HOME: "" }])("is refused if the home directory is unknown: %j", (env) => {
    const error = thrownBy(() => readKeyFile(undefined, { env }));
    expect(error.code).toBe("KEY_FILE_UNREADABLE");
    expect(error.message).toContain("HOME is not set");
  });

  it("can be given without a home directory", () => {
    using files = scratch();
    expect(readKeyFile(files.write("key", good), { env: {} }).email).toBe("user@example.com");
  });
});
