import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { startEmulator, type Emulator } from "../../../src/index.js";
import { type ReceivedResponse } from "../../support/request.js";
import { createTemporaryFolder, readJson } from "../../support/temporary-folder.js";
import { call, type Values } from "../support/client.js";

const sbom = JSON.stringify({
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  components: [{ type: "library", name: "openssl", version: "1.1.1" }],
});

async function callVigiles(
  emulator: Emulator,
  method: string,
  path: string,
  values?: Values,
): Promise<ReceivedResponse> {
  const keyFile = (await readJson(emulator.keyFile)) as { email: string; organization_key: string };
  const { email, organization_key: key } = keyFile;
  return call({ url: emulator.http, email, key }, method, path, values);
}

async function groupOf({ dashboardConfig }: Emulator): Promise<string> {
  return ((await readJson(dashboardConfig)) as { group: string }).group;
}

async function upload(emulator: Emulator, name: string): Promise<string> {
  const values = { manifest: sbom, manifest_name: name, group_token: await groupOf(emulator) };
  const { status, json } = await callVigiles(emulator, "POST", "/manifests", values);
  expect(status).toBe(200);
  return (json as { manifest_token: string }).manifest_token;
}

describe("the data of Vigiles", () => {
  test("is loaded on the next start with the same folder", async () => {
    const stateDir = await createTemporaryFolder();
    const first = await startEmulator({ stateDir });
    const token = await upload(first, "kept");
    const group = await groupOf(first);
    await first.close();

    await using second = await startEmulator({ stateDir });
    expect((await callVigiles(second, "GET", `/manifests/${token}`)).status).toBe(200);
    const { json } = await callVigiles(second, "GET", "/manifests", { group_token: group });
    expect(JSON.stringify(json)).toContain('"kept"');
    expect(await upload(second, "later")).not.toBe(token);
    expect((await stat(join(stateDir, "vigiles.json"))).mode & 0o777).toBe(0o600);
  });

  test("is new in another folder", async () => {
    const first = await startEmulator({ stateDir: await createTemporaryFolder() });
    const token = await upload(first, "kept");
    await first.close();
    await using second = await startEmulator({ stateDir: await createTemporaryFolder() });
    expect((await callVigiles(second, "GET", `/manifests/${token}`)).status).not.toBe(200);
  });

  test("gets a Private Workspace for a new user", async () => {
    const stateDir = await createTemporaryFolder();
    await (await startEmulator({ stateDir })).close();
    const user = { email: "new@example.com", key: "a key" };
    await using emulator = await startEmulator({ stateDir, vigiles: { users: [user] } });
    const { json } = await callVigiles(emulator, "GET", "/groups");
    expect(JSON.stringify(json)).toContain("Private Workspace");
  });

  test.each(["", "{", "null", '{"format":0}'])(
    "that was saved as %j is rejected, and the error says what to do",
    async (text) => {
      const stateDir = await createTemporaryFolder();
      await writeFile(join(stateDir, "vigiles.json"), text);
      await expect(startEmulator({ stateDir })).rejects.toThrow("remove the file to start without it");
      expect(await readFile(join(stateDir, "vigiles.json"), "utf8")).toBe(text);
    },
  );
});
