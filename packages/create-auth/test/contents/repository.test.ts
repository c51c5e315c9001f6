import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { repositoryUrl } from "../../src/contents/repository.js";
import { createAuthPackage } from "../../src/index.js";
import { scratch } from "../support/scratch.js";

describe("the URL of a git remote", () => {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["https://github.com/acme/clients.git", "git+https://github.com/acme/clients.git"],
    ["https://git.example:8443/acme/clients", "git+https://git.example:8443/acme/clients"],
    ["https://ada:token-8f21@github.com/acme/clients.git", "git+https://github.com/acme/clients.git"],
    ["https://token-8f21@github.com/acme/clients.git", "git+https://github.com/acme/clients.git"],
    ["git@github.com:acme/clients.git", "git+ssh://git@github.com/acme/clients.git"],
    ["ssh://ada:token-8f21@git.example:22022/acme/clients.git", "git+ssh://git@git.example:22022/acme/clients.git"],
    ["git://git.example/acme.git", "git://git.example/acme.git"],
    ["https://git.example/acme.git?token=token-8f21", "git+https://git.example/acme.git"],
    ["/srv/git/acme.git", undefined],
    ["file:///srv/git/acme.git", undefined],
    ["../acme.git", undefined],
    [String.raw`C:\git\acme`, undefined],
    ["", undefined],
  ];

  it.each(rows)("%s is written as npm does, without credentials", (remote, url) => {
    expect(repositoryUrl(remote)).toBe(url);
  });
});

describe("the repository of a package that stands alone", () => {
  const git = (cwd: string, ...args: readonly string[]): unknown => execFileSync("git", ["-C", cwd, ...args]);
  const repositoryIn = (folder: string): unknown =>
    (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { repository?: unknown }).repository;

  it("is that of the folder around it", () => {
    const root = scratch();
    const cwd = join(root, "clients");
    mkdirSync(cwd);
    git(root, "init", "--quiet");
    git(root, "remote", "add", "origin", "git@github.com:acme/tools.git");
    const url = "git+ssh://git@github.com/acme/tools.git";
    const inside = createAuthPackage({ name: "one", kind: "signer", cwd });
    expect([inside.repository, repositoryIn(inside.folder)]).toEqual([
      url,
      { type: "git", url, directory: "clients/one-auth" },
    ]);
    const atRoot = createAuthPackage({ name: "two", kind: "login", cwd: root });
    expect(repositoryIn(atRoot.folder)).toEqual({ type: "git", url, directory: "two-auth" });
  });

  it("is left out where there is no remote", () => {
    const cwd = scratch();
    git(cwd, "init", "--quiet");
    const made = createAuthPackage({ name: "one", kind: "signer", cwd });
    expect([made.repository, repositoryIn(made.folder)]).toEqual([undefined, undefined]);
  });
});
