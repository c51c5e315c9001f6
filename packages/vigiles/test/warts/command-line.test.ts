import { describe, expect, it } from "vitest";
import { prepareCommand } from "../support/prepare-command.js";
import { printedCode } from "../support/failure.js";
import { commands, program } from "../support/command-tree.js";

// A wart is a known oddity of the original Python command, which this command keeps or mends. `warts.json` lists all of them, with what
// the original does and what happens here; each test has the number of its wart.

describe("words of the command line", () => {
  it("wart 4: a key file in the place of a kernel config is refused, and the long flag works anywhere", async () => {
    await using command = await prepareCommand();
    const { files, env } = command;
    const sbom = files.write("s.json", "{}");
    const mistaken = await command.run(["manifest", "upload", "-k", env["VIGILES_KEY_FILE"] ?? "", sbom]);
    expect([mistaken.exit, mistaken.stderr]).toStrictEqual([6, expect.stringContaining("key file")]);
    const meant = ["manifest", "upload", "--key-file", env["VIGILES_KEY_FILE"] ?? "", sbom];
    expect((await command.run(meant, { env: { VIGILES_KEY_FILE: files.path("none") } })).exit).toBe(0);
  });

  it("wart 5: global flags are taken before and after the command", async () => {
    await using command = await prepareCommand();
    for (const argv of [
      ["--dry-run", "--edition", "groups", "heartbeat"],
      ["heartbeat", "--dry-run", "--edition=groups"],
    ]) {
      expect(await command.run(argv)).toMatchObject({ exit: 0, stdout: expect.stringContaining("hmac_msg") });
    }
  });

  it("wart 6: `_` and `-` count alike, in flags and in commands", async () => {
    await using command = await prepareCommand();
    for (const argv of [
      ["report", "compare", "a", "b", "--remove_whitelist", "--filter-results", "--remove_not_affected"],
      ["folder", "list", "--group_token", "G", "--archived_only"],
      ["group", "list_active"],
      ["group", "list-archived"],
      ["group", "activity_log", "G"],
      ["manifest", "latest_report", "m"],
      ["manifest", "custom_score", "set", "m", "-p", "x", "--cve_id", "CVE-1-2", "-s", "5"],
      ["cves", "set_status", "all", "CVE-1-2", "x", "resolved"],
    ]) {
      expect([argv, (await command.run(argv)).exit]).toStrictEqual([argv, 0]);
    }
  });

  it("wart 7: the version of a custom score is spelled --version, --package-version or --verison", async () => {
    await using command = await prepareCommand();
    for (const flag of ["--version", "--package-version", "--verison", "-v"]) {
      const set = ["manifest", "custom-score", "set", "m", "-p", "x", "--cve-id", "CVE-1-2", "-s", "5"];
      expect((await command.run([...set, flag, "1.2"])).exit).toBe(0);
      expect(command.lastParams().get("package_version")).toBe("1.2");
    }
  });

  it("wart 8: groups are listed as ever, and products are groups in that edition", async () => {
    await using command = await prepareCommand();
    for (const argv of [
      ["group", "list"],
      ["group", "list_active"],
      ["product", "list"],
      ["product", "list", "--edition", "products"],
      ["group", "list", "--archived"],
      ["group", "list_archived"],
    ]) {
      expect([argv, (await command.run(argv)).exit]).toStrictEqual([argv, 0]);
    }
    const paths = command.server.requests.map(({ path }) => path.replace("/api/v1/vigiles", ""));
    expect(paths).toStrictEqual(["/groups", "/groups", "/groups", "/products", "/groups/archived", "/groups/archived"]);
  });

  it("wart 9: cve, sbom and test are other names of cves, manifest and heartbeat", async () => {
    await using command = await prepareCommand();
    for (const argv of [["cve", "info", "CVE-1-2"], ["sbom", "list"], ["test"]]) {
      expect((await command.run(argv)).exit).toBe(0);
    }
    const paths = command.server.requests.map(({ path }) => path.replace("/api/v1/vigiles", ""));
    expect(paths).toStrictEqual(["/cves/CVE-1-2", "/manifests", "/heartbeat"]);
  });

  it("wart 17: groups and SBOMs of a decision come one by one or as a list, and must fit the scope", async () => {
    await using command = await prepareCommand();
    const set = ["cves", "set-status"];
    const decision = ["CVE-1-2", "x", "resolved"];
    const single = await command.run([...set, "--manifest", "A", "--manifest", "B", "manifest", ...decision]);
    expect(single.exit).toBe(0);
    const listed = await command.run([...set, "manifest", ...decision, "-m", "A", "B"]);
    expect(listed.exit).toBe(0);
    const [one, other] = command.server.requests;
    expect(one?.params).toStrictEqual(other?.params);
    for (const argv of [
      [...set, "group", ...decision, "--manifest", "A"],
      [...set, "manifest", ...decision],
      [...set, "manifest", ...decision, "-g", "G"],
      [...set, "manifest", ...decision, "-m"],
    ]) {
      expect((await command.run(argv)).exit).toBeGreaterThan(0);
    }
    expect(command.server.requests).toHaveLength(2);
  });

  it("wart 18: arguments whose order differs may be given by name, in any order", async () => {
    await using command = await prepareCommand();
    for (const [argv, named] of [
      [
        ["cves", "status", "CVE-1-2", "x", "1", "m"],
        ["cves", "status", "--manifest-token", "m", "--cve-id", "CVE-1-2", "--package-name", "x", "1"],
      ],
      [
        ["cves", "set-status", "all", "CVE-1-2", "x", "resolved"],
        ["cves", "set-status", "--cve-id", "CVE-1-2", "all", "x", "resolved"],
      ],
      [
        ["report", "download", "csv", "rt", "--stdout"],
        ["report", "download", "--report-token", "rt", "csv", "--stdout"],
      ],
    ] as const) {
      expect([named, (await command.run(argv)).exit, (await command.run(named)).exit]).toStrictEqual([named, 0, 0]);
      const [one, other] = command.server.requests.splice(0);
      expect(one).toMatchObject({ path: other?.path, params: other?.params });
    }
    const twice = await command.run(["report", "download", "csv", "rt", "--file-type", "pdf", "--stdout"]);
    expect(twice).toMatchObject({ exit: 2, stderr: expect.stringContaining("too many arguments") });
    const none = await command.run(["report", "download", "--report-token", "rt", "--stdout"]);
    expect(none).toMatchObject({ exit: 2, stderr: expect.stringContaining("--file-type") });
  });

  it("wart 19: values that are known are checked, and --allow-unknown sends others", async () => {
    await using command = await prepareCommand();
    const sbom = command.files.write("s.json", "{}");
    for (const argv of [
      ["manifest", "info", "m", "-f", "sdpx"],
      ["manifest", "info", "m", "-f", "spdx", "-i", "jsn"],
      ["manifest", "info", "m", "-f", "spdx", "-v", "9"],
      ["manifest", "upload", sbom, "-S", "hourly"],
      ["manifest", "latest-report", "m", "-e", "nothing"],
      ["cves", "info", "CVE-1-2", "-f", "nothing"],
    ]) {
      expect([argv, (await command.run(argv)).exit]).toStrictEqual([argv, 6]);
      expect([argv, (await command.run([...argv, "--allow-unknown"])).exit]).toStrictEqual([argv, 0]);
    }
    expect(command.server.requests).toHaveLength(6);
  });

  it("wart 25: a command line without a command is a usage error", async () => {
    await using command = await prepareCommand();
    for (const argv of [[], ["manifest"], ["group", "members"], ["manifest", "custom-score"]]) {
      const run = await command.run(argv);
      expect([run.exit, printedCode(run.stdout)]).toStrictEqual([2, "USAGE"]);
      expect(run.stderr).toContain("Usage: vigiles");
    }
  });

  it("wart 27: an unknown ecosystem is named with its likely spelling, in the order of the command line", async () => {
    await using command = await prepareCommand();
    const sbom = command.files.write("s.json", "{}");
    const run = await command.run(["manifest", "upload", sbom, "-E", "NPM,npm,maven"]);
    expect(run.stderr).toMatch(/"NPM".*"npm".*\n.*"maven".*"Maven"/);
    expect(command.lastParams().get("ecosystems")).toBe("npm");
  });

  it("wart 28: help names no command as its own alias, and each of its own defaults", async () => {
    for (const command of commands(await program())) {
      expect(command.aliases()).not.toContain(command.name());
      expect(command.description()).not.toBe("");
    }
    await using command = await prepareCommand();
    const { stdout } = await command.run(["--help"]);
    expect(stdout).toContain("heartbeat|test");
    expect(stdout).toMatch(/default: the key file's, then the\s+edition's/);
    expect((await command.run(["report", "--help"])).stdout).not.toContain("SBOMs");
  });
});
