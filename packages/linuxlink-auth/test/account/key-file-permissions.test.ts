import { chmodSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readKeyFile } from "../../src/index.js";
import { permissionRisks, type Permissions } from "../../src/account/key-file-permissions.js";
import { thrownBy } from "../support/errors.js";
import { recordingLogger, scratch } from "../support/scratch.js";

const good = { email: "user@example.com", key: "canary-5f2c9e7b1d" };

describe("the permissions of a key file", () => {
  function mine(mode: number): Permissions {
    return { mode, uid: 1000 };
  }

  it.each([0o602, 0o666, 0o777])("refuse mode %o, by which every user can change it", (mode) => {
    using files = scratch();
    const path = files.write("key", good, mode);
    const error = thrownBy(() => readKeyFile(path, { logger: recordingLogger() }));
    expect(error).toMatchObject({ code: "KEY_FILE_UNSAFE", path });
    expect(error.message).toContain("chmod 600");
  });

  it.each([0o644, 0o640, 0o604])("cause one warning for mode %o, by which others can read it", (mode) => {
    using files = scratch();
    const logger = recordingLogger();
    readKeyFile(files.write("key", good, mode), { logger });
    expect(logger.lines).toHaveLength(1);
    expect(logger.lines[0]).toMatch(/^warn Key file .* can be read by other users; run: chmod 600 /);
  });

  it.each([0o600, 0o400, 0o700])("cause no warning for mode %o", (mode) => {
    using files = scratch();
    const logger = recordingLogger();
    readKeyFile(files.write("key", good, mode), { logger });
    expect(logger.lines).toEqual([]);
  });

  it("cause a warning if every user can replace the file, unless the folder has the sticky bit", () => {
    using files = scratch();
    const path = files.write("key", good);
    const lines = [0o777, 0o1777].map((mode) => {
      const logger = recordingLogger();
      chmodSync(files.folder, mode);
      readKeyFile(path, { logger });
      return logger.lines.join();
    });
    expect(lines).toEqual([expect.stringMatching(/^warn Key file .* can be replaced by every user; /), ""]);
  });

  it.each<[string, Permissions, Permissions | undefined, string[]]>([
    ["none for the user's own file", mine(0o600), mine(0o755), []],
    ["none for root's file", { mode: 0o600, uid: 0 }, { mode: 0o755, uid: 0 }, []],
    ["none for a folder that is gone", mine(0o600), undefined, []],
    ["for another user's file", { mode: 0o600, uid: 7 }, mine(0o755), ["belongs to another user"]],
    ["for all risks at once", { mode: 0o640, uid: 7 }, mine(0o777), ["replaced", "belongs to another user", "read by"]],
  ])("cause a warning: %s", (_, file, folder, expected) => {
    const risks = permissionRisks({ printablePath: "key", file, folder, user: 1000 });
    expect(risks).toEqual(expected.map((part) => expect.stringContaining(part)));
  });

  it("list all risks in one warning", () => {
    using files = scratch();
    const logger = recordingLogger();
    const path = files.write("key", good, 0o644);
    chmodSync(files.folder, 0o777);
    readKeyFile(path, { logger });
    expect(logger.lines).toHaveLength(1);
    expect(logger.lines[0]).toMatch(/replaced by every user; .*; it can be read by other users; run: chmod 600 /);
  });

  it("are reported by process.emitWarning if there is no logger", async () => {
    using files = scratch();
    const warned = new Promise<Error>((resolve) => process.once("warning", resolve));
    const path = files.write("key", good, 0o644);
    readKeyFile(path);
    expect((await warned).message).toContain(path);
  });
});
