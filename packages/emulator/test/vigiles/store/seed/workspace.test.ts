import { describe, expect, test } from "vitest";
import { startEmulator, type Emulator } from "../../../../src/index.js";
import { createTemporaryFolder, readJson } from "../../../support/temporary-folder.js";
import { call, list, type Account, type Entry } from "../../support/client.js";

async function accountOf({ http, keyFile }: Emulator): Promise<Account> {
  const { email, key } = (await readJson(keyFile)) as { email: string; key: string };
  return { url: http, email, key };
}

/** Everything that a fresh service lists. */
async function listAll(account: Account): Promise<readonly Entry[]> {
  const paths = ["/groups", "/groups/archived", "/products", "/folders", "/manifests"];
  return (await Promise.all(paths.map((path) => list(account, path)))).flat();
}

describe("a fresh service", () => {
  test("has the workspace of a small team", async () => {
    await using emulator = await startEmulator({ startMs: Date.UTC(2026, 5, 30) });
    const account = await accountOf(emulator);
    const names = (await list(account, "/groups")).map(({ name }) => name);
    expect(names).toEqual(["Private Workspace", "Firmware", "Applications", "Prototypes"]);
    const { group } = (await readJson(emulator.dashboardConfig)) as { group: string };
    const info = await call(account, "GET", `/groups/${group}`, { subgroups: true });
    expect(info.json).toMatchObject({ name: "Firmware", group_type: "Group", subgroups: [{ name: "Prototypes" }] });
    const folders = await list(account, "/folders", { group_token: group });
    expect(folders.map(({ folder_name }) => folder_name)).toEqual(["Releases", "Nightly"]);
    const members = await call(account, "GET", `/groups/${group}/members`);
    expect(members.json).toMatchObject({
      group_members: [{ role: "admin" }, { email: "developer@example.com", role: "member" }],
    });
  });

  test("has SBOMs of the last weeks, each with a report that has findings", async () => {
    await using emulator = await startEmulator({ startMs: Date.UTC(2026, 5, 30) });
    const account = await accountOf(emulator);
    const manifests = await list(account, "/manifests");
    expect(manifests.map(({ manifest_name, upload_date }) => [manifest_name, upload_date])).toEqual([
      ["gateway-image", "2026-05-31T00:00:00Z"],
      ["device-service", "2026-06-16T00:00:00Z"],
      ["gateway-image", "2026-06-22T00:00:00Z"],
      ["evaluation-board", "2026-06-27T00:00:00Z"],
      ["camera-image", "2026-06-29T00:00:00Z"],
    ]);
    const unfixed = await Promise.all(
      manifests.map(async ({ manifest_token, upload_date }) => {
        const { json } = await call(account, "GET", `/manifests/${String(manifest_token)}/reports/latest`);
        expect(json).toMatchObject({ date: upload_date });
        const { counts } = json as { counts: { unfixed: number; unapplied: number } };
        return counts.unfixed + counts.unapplied;
      }),
    );
    for (const count of unfixed) expect(count).toBeGreaterThan(0);
    expect(unfixed[2]).toBeLessThan(unfixed[0] ?? 0);
  });

  test("has no data of the recorded requests, whose tokens are short", async () => {
    await using emulator = await startEmulator();
    const tokens = (await listAll(await accountOf(emulator))).flatMap((entry) =>
      Object.entries(entry).flatMap(([name, value]) => (name.endsWith("token") && value !== null ? [value] : [])),
    );
    expect(tokens.length).toBeGreaterThan(0);
    for (const token of tokens) expect(token).toMatch(/^[\w-]+\.[\w-]{20,}$/);
  });

  test("has the data of the recorded requests as well if the option says so", async () => {
    await using emulator = await startEmulator({ vigiles: { seedVectors: true } });
    const entries = await listAll(await accountOf(emulator));
    expect(entries).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: "Firmware" }),
        expect.objectContaining({ name: "Group G-0", token: "G-0" }),
        expect.objectContaining({ manifest_token: "tokA" }),
      ]),
    );
  });
});

describe("without a group", () => {
  async function deleteGroups(account: Account): Promise<void> {
    for (const { token, name } of await list(account, "/groups")) {
      if (name !== "Private Workspace") await call(account, "DELETE", `/groups/${String(token)}`);
    }
  }

  test("a new folder needs one by name", async () => {
    await using emulator = await startEmulator();
    const account = await accountOf(emulator);
    await deleteGroups(account);
    const { status, json } = await call(account, "POST", "/folders", { folder_name: "lost" });
    expect(status).toBe(400);
    expect(json).toMatchObject({ message: expect.stringContaining("group_token") });
  });

  test("the next start names the Private Workspace in the dashboard config", async () => {
    const stateDir = await createTemporaryFolder();
    const first = await startEmulator({ stateDir });
    await deleteGroups(await accountOf(first));
    await first.close();
    await using second = await startEmulator({ stateDir });
    const groups = await list(await accountOf(second), "/groups");
    expect(groups).toMatchObject([{ name: "Private Workspace" }]);
    expect(await readJson(second.dashboardConfig)).toMatchObject({ group: groups[0]?.["token"] });
  });
});
