import { describe, expect, it } from "vitest";
import { selectManifests } from "../../../../src/cli/commands/manifest/select-manifests.js";
import { prepareCommand } from "../../../support/prepare-command.js";

const sbom = (manifest_name: string, upload_date: string) => ({ manifest_name, manifest_token: "m", upload_date });
const all = [
  sbom("gateway 10", "2026-01-03T00:00:00Z"),
  sbom("Gateway 9", "2026-01-02T00:00:00Z"),
  sbom("camera", "2026-01-04T00:00:00Z"),
  sbom("a*b", "2026-01-01T00:00:00Z"),
];

describe("manifest list", () => {
  it.each([
    [[], ["gateway 10", "Gateway 9", "camera", "a*b"]],
    [["--name", "CAMERA"], ["camera"]],
    [["--name", "cam"], []],
    [
      ["--name", "gateway*"],
      ["gateway 10", "Gateway 9"],
    ],
    [
      ["-n", "*A*"],
      ["gateway 10", "Gateway 9", "camera", "a*b"],
    ],
    [["--name", "*way*0"], ["gateway 10"]],
    [["--name", "a*b"], ["a*b"]],
    [["--name", "camera*camera"], []],
    [
      ["--name", "*"],
      ["gateway 10", "Gateway 9", "camera", "a*b"],
    ],
    [
      ["--sort", "name"],
      ["a*b", "camera", "Gateway 9", "gateway 10"],
    ],
    [
      ["--sort", "newest", "--limit", "2"],
      ["camera", "gateway 10"],
    ],
    [["--sort=OLDEST", "--limit=1"], ["a*b"]],
    [
      ["--limit", "99", "--name", "g*"],
      ["gateway 10", "Gateway 9"],
    ],
  ])("with %j lists %j", async (flags, names) => {
    await using command = await prepareCommand(() => ({ body: all }));
    const { exit, stdout } = await command.run(["manifest", "list", ...flags]);
    const listed = JSON.parse(stdout) as typeof all;
    expect([exit, listed.map(({ manifest_name }) => manifest_name)]).toEqual([0, names]);
    expect(command.lastParams()).toEqual(new Map([["email", expect.any(String)]]));
  });

  it.each([
    [["--limit", "0"], "1 or more"],
    [["--limit", "1.5"], "1 or more"],
    [["--limit=-1"], "1 or more"],
    [["--sort", "size"], "name, newest, oldest"],
  ])("refuses %j before anything is sent", async (flags, message) => {
    await using command = await prepareCommand();
    const { exit, stderr } = await command.run(["manifest", "list", ...flags]);
    expect([exit, command.server.requests.length, stderr]).toEqual([2, 0, expect.stringContaining(message)]);
  });
});

describe("a selection", () => {
  it("is made in time that grows with the text, not with its power", () => {
    const long = sbom("a".repeat(100_000), "");
    expect(selectManifests([long], { name: `${"*a".repeat(2_000)}*b` })).toEqual([]);
  });

  it("leaves the list as it was", () => {
    const before = structuredClone(all);
    selectManifests(all, { sort: "name", limit: 1 });
    expect(all).toEqual(before);
  });
});
