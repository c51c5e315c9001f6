import { spawn } from "node:child_process";
import { lstatSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bin, waitForExit } from "../../support/process.js";
import { scan } from "../../support/scans.js";
import { loopback, type Loopback } from "../../support/servers/loopback.js";
import { workspace, type Workspace } from "../../support/workspace.js";

/** Runs a shell command in a workspace with a key file and an SBOM, in which `vigiles` is the installed command. */
async function shell(
  files: Workspace,
  server: Loopback,
  command: string,
): Promise<{ exit: number; stdout: string; stderr: string }> {
  const script = `vigiles() { "${process.execPath}" "${bin}" -f -u "${server.url}" -k "${files.keyFile()}" "$@"; }\ncd "${files.folder}"\n${command}`;
  files.write("sbom.json", `{"bomFormat":"CycloneDX","components":[{"type":"library","name":"zlib","version":"1"}]}`);
  return waitForExit(spawn("bash", ["-c", script], { stdio: ["ignore", "pipe", "pipe"] }));
}

describe.runIf(process.platform === "linux")("a report for a descriptor", () => {
  it.each([
    ["standard output that is a file", "vigiles manifest upload sbom.json -g g --summary --sarif link > out.txt"],
    ["standard output that is a pipe", "vigiles manifest upload sbom.json -g g --summary --sarif link | cat > out.txt"],
    ["another one that is a file", "vigiles manifest upload sbom.json -g g --summary --sarif /dev/fd/3 3> out.txt >&3"],
    [
      "a process substitution",
      "vigiles manifest upload sbom.json -g g --summary --sarif >(cat > sarif.txt) > rest.txt; sleep 0.2; cat sarif.txt rest.txt > out.txt",
    ],
  ])("is written to %s, in order, and the link stays", async (_what, command) => {
    await using server = await loopback(() => ({ body: scan }));
    using files = workspace();
    symlinkSync("/dev/stdout", files.path("link"));
    const { exit, stderr } = await shell(files, server, command);
    expect([exit, stderr]).toEqual([0, ""]);
    const out = readFileSync(files.path("out.txt"), "utf8");
    const end = out.indexOf("\n}\n") + 3;
    expect(JSON.parse(out.slice(0, end))).toMatchObject({ version: "2.1.0" });
    expect(JSON.parse(out.slice(end))).toMatchObject({ findings: 5 });
    expect(lstatSync(files.path("link")).isSymbolicLink()).toBe(true);
  });

  it("in a folder of its own may be a download as well", async () => {
    await using server = await loopback(() => ({ body: "%PDF-1.7 text" }));
    using files = workspace();
    symlinkSync("/proc/self/fd/1", files.path("link"));
    const { exit, stdout } = await shell(files, server, "vigiles report download pdf r.token -o link");
    expect([exit, stdout]).toEqual([0, "%PDF-1.7 text"]);
    expect(lstatSync(files.path("link")).isSymbolicLink()).toBe(true);
  });
});

describe("a report about a private SBOM", () => {
  it.each([
    [0o600, "sbom.json"],
    [0o640, "sbom.json"],
    [0o644, "sbom.json"],
    [0o600, "- < sbom.json"],
  ])("(mode %o, given as %s) is as private", async (mode, sbom) => {
    await using server = await loopback(() => ({ body: scan }));
    using files = workspace();
    const command = `chmod ${mode.toString(8)} sbom.json; umask 0; vigiles manifest upload ${sbom} --sarif o.sarif --junit o.xml`;
    expect((await shell(files, server, command)).exit).toBe(0);
    for (const name of ["o.sarif", "o.xml"]) expect(statSync(files.path(name)).mode & 0o777).toBe(mode);
  });
});
