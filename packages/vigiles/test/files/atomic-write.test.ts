import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { atomicWrite } from "../../src/files/atomic-write.js";
import { checkOutputPath } from "../../src/files/output-path.js";
import { workspace } from "../support/workspace.js";

const bytes = Uint8Array.from({ length: 300 }, (_, index) => index % 256);

describe("a written file", () => {
  it("holds the bytes unchanged, replaces what was there, and leaves nothing beside it", async () => {
    using files = workspace();
    files.write("report.pdf", "old");
    await atomicWrite(files.path("report.pdf"), bytes);
    expect([...readFileSync(files.path("report.pdf"))]).toStrictEqual([...bytes]);
    expect(readdirSync(files.folder)).toStrictEqual(["report.pdf"]);
  });

  it("takes the place of a link and leaves the link's target alone", async () => {
    using files = workspace();
    symlinkSync(files.write("target", "kept"), files.path("link"));
    await atomicWrite(files.path("link"), bytes);
    expect(readFileSync(files.path("target"), "utf8")).toBe("kept");
    expect(lstatSync(files.path("link")).isFile()).toBe(true);
  });

  it("never replaces one under noClobber, even one made after the check", async () => {
    using files = workspace();
    const path = files.path("taken");
    await checkOutputPath(path, true);
    files.write("taken", "old");
    await expect(atomicWrite(path, bytes, { noClobber: true })).rejects.toMatchObject({ code: "OUTPUT_EXISTS" });
    await expect(checkOutputPath(path, true)).rejects.toMatchObject({ code: "OUTPUT_EXISTS" });
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(readdirSync(files.folder)).toStrictEqual(["taken"]);
  });

  it("is written or refused as a whole", async () => {
    using files = workspace();
    mkdirSync(files.path("folder"));
    await expect(atomicWrite(files.path("none/x"), bytes)).rejects.toMatchObject({
      code: "OUTPUT_FAILED",
      message: expect.stringContaining("no such"),
    });
    await expect(atomicWrite(files.path("folder"), bytes)).rejects.toMatchObject({ code: "OUTPUT_FAILED" });
    expect(readdirSync(files.folder)).toStrictEqual(["folder"]);
  });

  it.each([
    [0o600, 0o644, 0o600],
    [0o640, undefined, 0o640],
    [0o755, 0o600, 0o755],
    [undefined, undefined, 0o644],
    [undefined, 0o600, 0o600],
    [undefined, 0o640, 0o640],
  ])("keeps the permissions of an old file (%o), else has those asked for (%o): %o", async (old, mode, expected) => {
    using files = workspace();
    if (old !== undefined) chmodSync(files.write("o", "old"), old);
    const umask = process.umask(0);
    try {
      await atomicWrite(files.path("o"), bytes, { mode });
    } finally {
      process.umask(umask);
    }
    expect(statSync(files.path("o")).mode & 0o777).toBe(expected);
  });

  it("has the permissions of the target of a link that it replaces", async () => {
    using files = workspace();
    symlinkSync(files.write("target", "kept", 0o600), files.path("link"));
    await atomicWrite(files.path("link"), bytes);
    expect(statSync(files.path("link")).mode & 0o777).toBe(0o600);
  });

  it("goes straight to a device", async () => {
    await expect(atomicWrite("/dev/null", bytes)).resolves.toBeUndefined();
    expect(lstatSync("/dev/null").isCharacterDevice()).toBe(true);
    await expect(checkOutputPath("/dev/null", true)).resolves.toBeUndefined();
  });
});
