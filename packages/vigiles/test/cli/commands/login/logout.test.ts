import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { vigiles } from "../../../support/command.js";
import { workspace } from "../../../support/workspace.js";

describe("logout", () => {
  it("deletes the key file, and does no harm a second time", async () => {
    using files = workspace();
    const path = files.keyFile();
    for (const deleted of [true, false]) {
      const run = await vigiles(["logout"], { env: { VIGILES_KEY_FILE: path } });
      expect([run.exit, JSON.parse(run.stdout)]).toEqual([0, { key_file: path, deleted }]);
      expect(existsSync(path)).toBe(false);
    }
  });

  it.each([
    ["an SBOM", '{"bomFormat":"CycloneDX"}'],
    ["text", "email and key"],
    ["a large file", `{"email":"a","key":"b","more":"${"x".repeat(70_000)}"}`],
    ["an empty file", ""],
  ])("leaves %s alone", async (_what, content) => {
    using files = workspace();
    const path = files.write("file", content);
    const run = await vigiles(["-k", path, "logout"]);
    expect([run.exit, run.stderr]).toEqual([6, expect.stringContaining("is not a key file, and is not deleted")]);
    expect(existsSync(path)).toBe(true);
  });

  it("deletes nothing in a dry run", async () => {
    using files = workspace();
    const path = files.keyFile();
    expect((await vigiles(["--dry-run", "-k", path, "logout"])).exit).toBe(0);
    expect(existsSync(path)).toBe(true);
  });
});
