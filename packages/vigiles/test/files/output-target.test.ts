import { execFileSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, symlinkSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkOutputPath } from "../../src/files/output-path.js";
import { findOutputTarget } from "../../src/files/output-target.js";
import { workspace, type Workspace } from "../support/workspace.js";

describe.runIf(process.platform === "linux")("what an output path stands for", () => {
  it.each([
    ["/dev/stdout", 1],
    ["/dev/stderr", 2],
    ["/dev/fd/1", 1],
    ["/proc/self/fd/2", 2],
    [`/proc/${process.pid}/fd/0`, 0],
    ["/proc/thread-self/fd/1", 1],
  ])("is a descriptor of this process for %s", async (path, number) => {
    using files = workspace();
    symlinkSync(path, files.path("link"));
    symlinkSync(files.path("link"), files.path("second"));
    for (const name of [path, files.path("link"), files.path("second")]) {
      expect(await findOutputTarget(name)).toMatchObject({ kind: "descriptor", number });
    }
  });

  it("is a descriptor, whatever stands behind it", async () => {
    using files = workspace();
    const descriptor = openSync(files.write("behind", ""), "w");
    symlinkSync(`/dev/fd/${descriptor}`, files.path("link"));
    expect(await findOutputTarget(files.path("link"))).toMatchObject({ kind: "descriptor", number: descriptor });
    closeSync(descriptor);
    await expect(checkOutputPath(files.path("link"))).rejects.toMatchObject({ code: "OUTPUT_INVALID" });
  });

  it("is a descriptor without a number if it is another process's", async () => {
    expect(await findOutputTarget("/proc/1/fd/1")).toMatchObject({ kind: "descriptor", number: undefined });
  });

  it.each<[string, (files: Workspace) => string, string]>([
    ["a device", () => "/dev/null", "/dev/null"],
    ["a link to a device in /dev", (files) => linked(files, "/dev/null"), "/dev/null"],
    ["a link to such a link", (files) => linked(files, linked(files, "/dev/full", "first")), "/dev/full"],
  ])("is a device for %s", async (_what, make, path) => {
    using files = workspace();
    expect(await findOutputTarget(make(files))).toStrictEqual({ kind: "device", path });
  });

  it("is a device for a named pipe, and not for a link to one", async () => {
    using files = workspace();
    execFileSync("mkfifo", [files.path("pipe")]);
    expect(await findOutputTarget(files.path("pipe"))).toMatchObject({ kind: "device" });
    expect(await findOutputTarget(linked(files, files.path("pipe")))).toStrictEqual({ kind: "file" });
  });

  it.each<[string, (files: Workspace) => string]>([
    ["nothing", (files) => files.path("new")],
    ["nothing in no folder", (files) => files.path("none/new")],
    ["a regular file", (files) => files.write("file", "")],
    ["a link to a regular file", (files) => linked(files, files.write("file", ""))],
    ["a link to nothing", (files) => linked(files, files.path("none"))],
    ["a link to itself", (files) => linked(files, files.path("link"))],
    ["a file in /dev/shm", () => "/dev/shm/vigiles-test-none"],
    ["a name that looks like a descriptor", (files) => descriptorLike(files)],
  ])("is a file for %s", async (_what, make) => {
    using files = workspace();
    expect(await findOutputTarget(make(files))).toStrictEqual({ kind: "file" });
  });
});

function linked(files: Workspace, target: string, name = "link"): string {
  symlinkSync(target, files.path(name));
  return files.path(name);
}

function descriptorLike(files: Workspace): string {
  mkdirSync(files.path("dev/fd"), { recursive: true });
  return files.path("dev/fd/1");
}
