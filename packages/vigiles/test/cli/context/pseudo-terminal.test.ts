import { describe, expect, it } from "vitest";
import { loopback, type TestResponse } from "../../support/servers/loopback.js";
import { onTerminal, whyNoTerminal } from "../../support/pseudo-terminal.js";
import { workspace } from "../../support/workspace.js";

describe.skipIf(whyNoTerminal !== "")(`on a terminal, the command${whyNoTerminal}`, () => {
  it("shows that it waits, and takes that away before the result", async () => {
    const { promise: response, resolve } = Promise.withResolvers<TestResponse>();
    await using server = await loopback(() => response);
    using files = workspace();
    const env = { VIGILES_KEY_FILE: files.keyFile(), LINUXLINK_SERVER: server.url };
    const shown = await onTerminal(["heartbeat"], env, (sofar) => {
      if (sofar.includes("vigiles heartbeat")) resolve({ body: { ok: true } });
    });
    expect(shown.indexOf("ok")).toBeGreaterThan(shown.lastIndexOf("vigiles heartbeat"));
    expect(shown.split("\u001b[?25l")).toHaveLength(shown.split("\u001b[?25h").length);
  });

  it.each<[string, Record<string, string>, boolean]>([
    ["shows how much of an upload has left", {}, true],
    ["shows nothing where every line is logged", { LOG_LEVEL: "debug" }, false],
    ["shows nothing where the cursor can't move", { TERM: "dumb" }, false],
  ])("%s", async (_, env, expected) => {
    await using server = await loopback(() => ({ body: { manifest_token: "m", cves: {} } }));
    using files = workspace();
    const sbom = files.write("sbom.json", "x".repeat(60_000_000));
    const world = { VIGILES_KEY_FILE: files.keyFile(), LINUXLINK_SERVER: server.url, ...env };
    const shown = await onTerminal(["manifest", "upload", sbom], world);
    expect(/sent [█░]{24} +\d+ % of 60\.0 MB/.test(shown)).toBe(expected);
    expect(shown.trimEnd().endsWith("findings: 0, open: 0")).toBe(true);
  });
});
