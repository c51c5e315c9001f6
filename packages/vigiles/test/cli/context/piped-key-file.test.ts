import { spawn } from "node:child_process";
import { describe, expect, it } from "vitest";
import { bin, waitForExit } from "../../support/process.js";
import { loopback } from "../../support/servers/loopback.js";
import { plainService } from "../../support/servers/plain-service.js";
import { account, workspace } from "../../support/workspace.js";

describe("a key file in a pipe", () => {
  it.each([
    ["heartbeat", "vigiles -k <(cat linuxlink_key) heartbeat"],
    ["heartbeat, by standard input", "vigiles -k - heartbeat < linuxlink_key"],
    [
      "heartbeat, by a variable",
      "VIGILES_KEY_FILE=/dev/stdin; export VIGILES_KEY_FILE; cat linuxlink_key | vigiles heartbeat",
    ],
    ["config", "vigiles -k <(cat linuxlink_key) config"],
    ["doctor", "vigiles -k <(cat linuxlink_key) doctor"],
    ["manifest upload", "vigiles -k <(cat linuxlink_key) manifest upload <(echo '{}') -g g"],
  ])("is enough for %s", async (_what, command) => {
    await using server = await loopback(plainService);
    using files = workspace();
    files.keyFile();
    const script = `vigiles() { "${process.execPath}" "${bin}" -f -u "${server.url}" "$@"; }\ncd "${files.folder}"\n${command}`;
    const run = await waitForExit(spawn("bash", ["-c", script], { stdio: ["ignore", "pipe", "pipe"] }));
    expect([run.exit, run.stderr]).toEqual([0, ""]);
    expect(run.stdout).not.toContain(account.key);
  });
});
