import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import fc from "fast-check";
import { fuzz, hostileJson, hostileText } from "../../../fuzz.base.js";
import { isLinuxLinkError, readKeyFile } from "../src/index.js";

describe("a key file", () => {
  let folder: string;
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "key-files-"))));
  afterAll(() => rmSync(folder, { recursive: true }));

  function read(content: string | Uint8Array): void {
    const path = join(folder, "key");
    writeFileSync(path, content, { mode: 0o600 });
    try {
      const { email, key } = readKeyFile(path, { env: {} });
      expect([email, key.reveal()].every((text) => text.trim() !== "")).toBe(true);
    } catch (error) {
      if (!isLinuxLinkError(error)) throw error;
      expect(error.code).toMatch(/^(KEY_FILE_|SERVER_URL_)/);
    }
  }

  const names = ["email", "key", "organization_key", "server_url", "enterprise"];
  const text = hostileText(
    [...'{}[]:," \n', "\\", "\\u0000", "\\ud800", "true", "null", "1", "\uFEFF", ...names.map((name) => `"${name}":`)],
    [
      '{"email":"me@example.com","key":"abc"}',
      '{"email":"me@example.com","organization_key":"abc","server_url":"https://vigiles.example.com","enterprise":true}',
    ],
  );
  it("of any text", async () => {
    await expect(fuzz(text, read)).resolves.toBeUndefined();
  });
  it("of any JSON", async () => {
    await expect(fuzz(hostileJson(names), (value) => read(JSON.stringify(value)))).resolves.toBeUndefined();
  });
  it("of any bytes", async () => {
    await expect(fuzz(fc.uint8Array({ maxLength: 200 }), read)).resolves.toBeUndefined();
  });
});
