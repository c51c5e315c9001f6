import { chmodSync, mkdirSync, readdirSync, readlinkSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkOutputPath } from "../../src/files/output-path.js";
import { workspace } from "../support/workspace.js";

/** Where a descriptor leads; empty if it has been closed. */
function linkOf(name: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${name}`);
  } catch {
    return "";
  }
}

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

  it.runIf(process.platform === "linux")(
    "is refused if it is a descriptor that Node has opened for itself",
    async () => {
      const links = readdirSync("/proc/self/fd").map((name) => [name, linkOf(name)] as const);
      const own = links.filter(([, target]) => target.startsWith("anon_inode:"));
      expect(own.length).toBeGreaterThan(0);
      for (const [name] of own) {
        const error = { code: "OUTPUT_INVALID", message: expect.stringContaining("not open for this command") };
        await expect(checkOutputPath(`/proc/self/fd/${name}`)).rejects.toMatchObject(error);
      }
    },
  );

  it.skipIf(process.getuid?.() === 0)("is refused in a folder that can't be written to", async () => {
    using files = workspace();
    mkdirSync(files.path("closed"));
    chmodSync(files.path("closed"), 0o500);
    await expect(checkOutputPath(files.path("closed/x"))).rejects.toMatchObject({ code: "OUTPUT_INVALID" });
  });
});
