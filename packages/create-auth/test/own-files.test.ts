import { execFileSync } from "node:child_process";
import { linkSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createAuthPackage } from "../src/index.js";
import { contentOf, scratch, scratchWorkspace } from "./support/scratch.js";

/** Puts a link in the place of what the monorepo has there. */
function replaceByLink(path: string, target: string): void {
  rmSync(path, { recursive: true, force: true });
  symlinkSync(target, path);
}

/** Folders and files outside the monorepo, to which links lead. */
function outside(): { readonly folder: string; path(name: string): string } {
  const folder = scratch();
  mkdirSync(join(folder, "http-core"));
  writeFileSync(join(folder, "http-core/package.json"), '{ "name": "@org/http-core" }');
  writeFileSync(join(folder, "package.json"), '{ "name": "@org/http-core", "dependencies": {} }');
  writeFileSync(join(folder, "text"), "private");
  return { folder, path: (name) => join(folder, name) };
}

describe("in a monorepo with a link", () => {
  it.each([
    ["packages", ""],
    ["packages/http-core", "http-core"],
    ["packages/http-core/package.json", "package.json"],
    ["LICENSE", "text"],
    ["LICENSE", "none"],
    ["examples", ""],
    ["examples/package.json", "package.json"],
    [".changeset", ""],
  ])("%s to %j of another folder, nothing is written", (path, target) => {
    const [root, other] = [scratchWorkspace(), outside()];
    replaceByLink(join(root, path), other.path(target));
    const before = [contentOf(root), contentOf(other.folder)];
    expect(() => createAuthPackage({ name: "my-scheme", kind: "signer", cwd: root })).toThrow(
      expect.objectContaining({ code: "PLACE_UNSAFE", message: expect.stringContaining(join(root, path)) }),
    );
    expect([contentOf(root), contentOf(other.folder)]).toEqual(before);
  });

  it.each(["LICENSE", "examples/package.json"])("%s that is a hard link, nothing is written", (path) => {
    const [root, other] = [scratchWorkspace(), outside()];
    rmSync(join(root, path));
    linkSync(other.path("package.json"), join(root, path));
    const before = [contentOf(root), contentOf(other.folder)];
    expect(() => createAuthPackage({ name: "my-scheme", kind: "signer", cwd: root })).toThrow(
      expect.objectContaining({ code: "PLACE_UNSAFE", message: expect.stringContaining("hard link") }),
    );
    expect([contentOf(root), contentOf(other.folder)]).toEqual(before);
  });
});

it.each(["LICENSE", "examples/package.json", "packages/http-core/package.json"])(
  "refuses %s that is a pipe without a writer, and does not wait for one",
  (path) => {
    const root = scratchWorkspace();
    rmSync(join(root, path), { force: true });
    execFileSync("mkfifo", [join(root, path)]);
    expect(() => createAuthPackage({ name: "my-scheme", kind: "signer", cwd: root })).toThrow(
      expect.objectContaining({ code: "PLACE_UNSAFE", message: expect.stringContaining("regular file") }),
    );
  },
);

it.each([
  ["a dangling link", "none"],
  ["a link to a folder", ""],
  ["a link to a file", "text"],
])("refuses %s in the place of the package's folder", (_what, target) => {
  const [cwd, other] = [scratch(), outside()];
  symlinkSync(other.path(target), join(cwd, "my-scheme-auth"));
  const before = contentOf(other.folder);
  expect(() => createAuthPackage({ name: "my-scheme", kind: "signer", cwd })).toThrow(
    expect.objectContaining({ code: "FOLDER_EXISTS" }),
  );
  expect(contentOf(other.folder)).toEqual(before);
});

it.each([
  ["a changeset of that name", ".changeset/my-scheme-auth.md", "", "FOLDER_EXISTS"],
  ["examples that are not JSON", "examples/package.json", "{", "PLACE_UNSAFE"],
])("writes nothing in a monorepo with %s", (_what, path, text, code) => {
  const root = scratchWorkspace();
  writeFileSync(join(root, path), text);
  const before = contentOf(root);
  expect(() => createAuthPackage({ name: "my-scheme", kind: "signer", cwd: root })).toThrow(
    expect.objectContaining({ code }),
  );
  expect(contentOf(root)).toEqual(before);
});
