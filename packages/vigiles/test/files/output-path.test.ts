import { chmodSync, mkdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkOutputPath } from "../../src/files/output-path.js";
import { workspace } from "../support/workspace.js";

describe("an output path", () => {
  it.each([
    ["", "empty"],
    ["a\0b", "control"],
    ["a\nb", "control"],
    ["folder/", "directory"],
    ["folder", "directory"],
    ["none/x", "no such folder"],
    ["file/x", "not a directory"],
    ["x".repeat(300), "too long"],
  ])("is refused before a request is sent: %j", async (name, why) => {
    using files = workspace();
    mkdirSync(files.path("folder"));
    files.write("file", "");
    const path = name === "" ? "" : files.path(name);
    await expect(checkOutputPath(path)).rejects.toMatchObject({
      code: "OUTPUT_INVALID",
      message: expect.stringContaining(why),
    });
  });

  it.skipIf(process.getuid?.() === 0)("is refused in a folder that can't be written to", async () => {
    using files = workspace();
    mkdirSync(files.path("closed"));
    chmodSync(files.path("closed"), 0o500);
    await expect(checkOutputPath(files.path("closed/x"))).rejects.toMatchObject({ code: "OUTPUT_INVALID" });
  });
});
