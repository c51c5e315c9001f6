import { mkdirSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { readDashboardConfig } from "../../../src/index.js";
import { workspace } from "../../support/workspace.js";

describe("a dashboard config", () => {
  it.each([
    ["a group", '{"group":"G-1"}', { group: "G-1" }],
    ["a product", '{"product":"P-1"}', { product: "P-1" }],
    [
      "both and a folder, trimmed as Python does",
      '{"group":" G-1\\u0085","product":"P-1","folder":"\\u001cF-1 "}',
      { group: "G-1", product: "P-1", folder: "F-1" },
    ],
    ["a blank folder counts as none", '{"group":"G-1","folder":" "}', { group: "G-1" }],
    ["a byte order mark", '\uFEFF{"group":"G-1"}', { group: "G-1" }],
    ["members nobody knows", '{"group":"G-1","__proto__":{"folder":"F"},"x":1}', { group: "G-1" }],
  ])("is read: %s", async (_what, text, expected) => {
    using files = workspace();
    expect(await readDashboardConfig(files.write("config", text))).toStrictEqual(expected);
  });

  it.each([
    ["text that is no JSON", "canary-content", "CONFIG_INVALID", /not JSON/],
    ["a list", "[]", "CONFIG_INVALID", /a list/],
    ["null", "null", "CONFIG_INVALID", /null/],
    ["neither group nor product", '{"folder":"canary-content"}', "CONFIG_INVALID", /"group" or "product"/],
    [
      "an empty group beside a product",
      '{"group":" ","product":"canary-content"}',
      "CONFIG_INVALID",
      /"group" is empty/,
    ],
    ["a group that is a number", '{"group":7}', "CONFIG_INVALID", /"group".*a number/],
    ["a folder that is null", '{"group":"canary-content","folder":null}', "CONFIG_INVALID", /"folder".*null/],
    ["bytes that are no UTF-8", Buffer.from([0x7b, 0xff, 0x7d]), "CONFIG_UNREADABLE", /UTF-8/],
    ["UTF-16", Buffer.from('\uFEFF{"group":"G"}', "utf16le"), "CONFIG_UNREADABLE", /UTF-8/],
    ["more than 64 KB", " ".repeat(70_000), "CONFIG_UNREADABLE", /64 KB/],
  ])("is refused by name and field, without its content: %s", async (_what, content, code, message) => {
    using files = workspace();
    const path = files.write("config", content);
    const error = await readDashboardConfig(path).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(String(error)).toContain(path);
    expect(String(error)).not.toContain("canary");
  });

  it("is refused where it is no file, without waiting for a pipe", async () => {
    using files = workspace();
    mkdirSync(files.path("folder"));
    execFileSync("mkfifo", [files.path("pipe")]);
    for (const name of ["missing", "folder", "pipe"]) {
      await expect(readDashboardConfig(files.path(name))).rejects.toMatchObject({ code: "CONFIG_UNREADABLE" });
    }
  });
});
