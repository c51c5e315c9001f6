import { chmodSync, chownSync, mkdirSync, symlinkSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readKeyFile } from "../../src/index.js";
import { permissionRisks, type Permissions } from "../../src/account/key-file-permissions.js";
import { thrownBy } from "../support/errors.js";
import { recordingLogger, scratch, type Scratch } from "../support/scratch.js";

const good = { email: "user@example.com", key: "canary-5f2c9e7b1d" };

describe("the permissions of a key file", () => {
  function mine(mode: number): Permissions {
    return { mode, uid: 1000 };
  }

  it.each([
    [0o602, "every user"],
    [0o666, "every user"],
    [0o777, "every user"],
    [0o660, "its group"],
    [0o620, "its group"],
    [0o664, "its group"],
  ])("refuse mode %o, by which %s can change it", (mode, writers) => {
    using files = scratch();
    const path = files.write("key", good, mode);
    const error = thrownBy(() => readKeyFile(path, { logger: recordingLogger() }));
    expect(error).toMatchObject({ code: "KEY_FILE_UNSAFE", path });
    expect(error.message).toContain("chmod 600");
    expect(error.message).toContain(`can be changed by ${writers}`);
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

  describe.each<[string, (files: Scratch) => { readonly path: string; readonly folder: string }]>([
    [
      "its folder",
      (files) => {
        mkdirSync(files.path("own"));
        return { path: files.write("own/key", good), folder: files.path("own") };
      },
    ],
    [
      "a folder above its folder",
      (files) => {
        mkdirSync(files.path("own/deep"), { recursive: true });
        return { path: files.write("own/deep/key", good), folder: files.path("own") };
      },
    ],
    [
      "the folder of a link to it",
      (files) => {
        mkdirSync(files.path("links"));
        symlinkSync(files.write("key", good), files.path("links/key"));
        return { path: files.path("links/key"), folder: files.path("links") };
      },
    ],
    [
      "the folder that a link leads to",
      (files) => {
        mkdirSync(files.path("own"));
        symlinkSync(files.write("own/key", good), files.path("key"));
        return { path: files.path("key"), folder: files.path("own") };
      },
    ],
    [
      "the folder of a link to its folder",
      (files) => {
        mkdirSync(files.path("own"));
        mkdirSync(files.path("links"));
        files.write("own/key", good);
        symlinkSync("../own", files.path("links/folder"));
        return { path: files.path("links/folder/key"), folder: files.path("links") };
      },
    ],
    [
      "the folder of the second of two links",
      (files) => {
        mkdirSync(files.path("links"));
        symlinkSync(files.write("key", good), files.path("links/second"));
        symlinkSync("links/second", files.path("first"));
        return { path: files.path("first"), folder: files.path("links") };
      },
    ],
  ])("that let others replace it by %s", (_, make) => {
    it.each([
      [0o777, "every user"],
      [0o773, "every user"],
      [0o770, "its group"],
    ])("(mode %o, %s) are refused", (mode, writers) => {
      using files = scratch();
      const { path, folder } = make(files);
      chmodSync(folder, mode);
      const error = thrownBy(() => readKeyFile(path, { logger: recordingLogger() }));
      expect(error).toMatchObject({ code: "KEY_FILE_UNSAFE", path });
      expect(error.message).toContain(`${writers} can change ${folder}; run: chmod go-w ${folder}`);
    });

    it.each([0o1777, 0o1770, 0o755, 0o700])("(mode %o) are accepted if they do not", (mode) => {
      using files = scratch();
      const logger = recordingLogger();
      const { path, folder } = make(files);
      chmodSync(folder, mode);
      expect(readKeyFile(path, { logger }).email).toBe(good.email);
      expect(logger.lines).toEqual([]);
    });
  });

  it.each<[string, Permissions, string[]]>([
    ["none for the user's own file", mine(0o600), []],
    ["none for root's file", { mode: 0o600, uid: 0 }, []],
    ["for another user's file", { mode: 0o600, uid: 7 }, ["belongs to another user"]],
    ["for all risks at once", { mode: 0o640, uid: 7 }, ["belongs to another user", "read by"]],
  ])("cause a warning: %s", (_, file, expected) => {
    const risks = permissionRisks({ printablePath: "key", file, user: 1000 });
    expect(risks).toEqual(expected.map((part) => expect.stringContaining(part)));
  });

  it.runIf(process.getuid?.() === 0)("list all risks in one warning", () => {
    using files = scratch();
    const logger = recordingLogger();
    const path = files.write("key", good, 0o644);
    chownSync(path, 1000, 1000);
    readKeyFile(path, { logger });
    expect(logger.lines).toHaveLength(1);
    expect(logger.lines[0]).toMatch(/belongs to another user; .*; it can be read by other users; run: chmod 600 /);
  });

  it("are reported by process.emitWarning if there is no logger", async () => {
    using files = scratch();
    const warned = new Promise<Error>((resolve) => process.once("warning", resolve));
    const path = files.write("key", good, 0o644);
    readKeyFile(path);
    expect((await warned).message).toContain(path);
  });
});
