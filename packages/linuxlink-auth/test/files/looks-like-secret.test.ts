import { describe, expect, it } from "vitest";
import { looksLikeSecret } from "../../src/files/index.js";
import { scratch } from "../support/scratch.js";

describe("a text in the place of a path", () => {
  it.each([
    ["a key of hexadecimal digits", "4f9d2c7b1e4f9d2c7b1e4f9d2c7b1e4f"],
    ["a key in Base64", "aGVsbG8/d29ybGQ+Zm9v/YmFyCg=="],
    ["a key in Base64 that starts with a slash", "/9d2c7b1e4f9d2c7b1e/4f9d2c7b1e="],
    ["a key with a dot", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2ln"],
    ["a short key file", '{"key":"k"}'],
    ["a key file that ends like a path", '{"email":"a@b.c","key":"k"}.json'],
    ["a key file with white space before it", ' \t{"key":"k"}'],
    ["a quoted key", '"4f9d2c7b"'],
    ["a list", "[1]"],
    ["several lines", "a\nb"],
    ["nothing that can be a path", "4f9d2c7b1e4f9d2c7b1e\0"],
  ])("may be a secret: %s", (_what, text) => {
    expect(looksLikeSecret(text)).toBe(true);
  });

  it.each([
    ["a short name", "linuxlink_key"],
    ["a short path", "/nowhere/key"],
    ["a long name with an ending", "key-of-the-build-server.json"],
    ["a path below this folder", "./no-such-folder/linuxlink_key"],
    ["a path above this folder", "../no-such-folder/linuxlink_key"],
    ["a path below the home directory", "~/no-such-folder/linuxlink_key"],
    ["standard input", "-"],
  ])("is a path: %s", (_what, text) => {
    expect(looksLikeSecret(text)).toBe(false);
  });

  it("is a path if its first folder exists, or the file itself does", () => {
    using files = scratch();
    expect(looksLikeSecret(files.path("no-such-file-in-it"))).toBe(false);
    expect(looksLikeSecret(files.write("a\nb", "content"))).toBe(false);
  });
});
