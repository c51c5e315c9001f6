import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { startEmulator, type Emulator } from "../../../src/index.js";
import { call, type Answer, type Values } from "../support/client.js";

const sbom = JSON.stringify({
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  components: [{ type: "library", name: "openssl", version: "1.1.1" }],
});

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "emulator-test-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

async function ask(emulator: Emulator, method: string, path: string, values?: Values): Promise<Answer> {
  const { email, organization_key: key } = JSON.parse(await readFile(emulator.keyFile, "utf8")) as {
    email: string;
    organization_key: string;
  };
  return call({ url: emulator.http, email, key }, method, path, values);
}

async function groupOf({ dashboardConfig }: Emulator): Promise<string> {
  return (JSON.parse(await readFile(dashboardConfig, "utf8")) as { group: string }).group;
}

async function upload(emulator: Emulator, name: string): Promise<string> {
  const values = { manifest: sbom, manifest_name: name, group_token: await groupOf(emulator) };
  const { status, json } = await ask(emulator, "POST", "/manifests", values);
  expect(status).toBe(200);
  return (json as { manifest_token: string }).manifest_token;
}

describe("what Vigiles holds", () => {
  test("is there again on the next start in the same folder", async () => {
    const stateDir = await temporaryFolder();
    const first = await startEmulator({ stateDir });
    const token = await upload(first, "kept");
    const group = await groupOf(first);
    await first.close();

    await using second = await startEmulator({ stateDir });
    expect((await ask(second, "GET", `/manifests/${token}`)).status).toBe(200);
    const { json } = await ask(second, "GET", "/manifests", { group_token: group });
    expect(JSON.stringify(json)).toContain('"kept"');
    expect(await upload(second, "later")).not.toBe(token);
    expect((await stat(join(stateDir, "vigiles.json"))).mode & 0o777).toBe(0o600);
  });

  test("begins anew in another folder", async () => {
    const first = await startEmulator({ stateDir: await temporaryFolder() });
    const token = await upload(first, "kept");
    await first.close();
    await using second = await startEmulator({ stateDir: await temporaryFolder() });
    expect((await ask(second, "GET", `/manifests/${token}`)).status).not.toBe(200);
  });

  test("has a place for a user who is new", async () => {
    const stateDir = await temporaryFolder();
    await (await startEmulator({ stateDir })).close();
    const user = { email: "new@example.com", key: "a key" };
    await using emulator = await startEmulator({ stateDir, vigiles: { users: [user] } });
    const { json } = await ask(emulator, "GET", "/groups");
    expect(JSON.stringify(json)).toContain("Private Workspace");
  });

  test.each(["", "{", "null", '{"format":0}'])("that was saved as %j is refused with the way out", async (text) => {
    const stateDir = await temporaryFolder();
    await writeFile(join(stateDir, "vigiles.json"), text);
    await expect(startEmulator({ stateDir })).rejects.toThrow("remove the file to begin anew");
    expect(await readFile(join(stateDir, "vigiles.json"), "utf8")).toBe(text);
  });
});
