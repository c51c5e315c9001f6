import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { vigiles } from "../../support/command.js";
import { loopback, type Answer } from "../../support/servers/loopback.js";
import { plainService } from "../../support/servers/plain-service.js";
import { account, workspace } from "../../support/workspace.js";

const scan = {
  manifest_token: "m",
  group_token: "g",
  cves: { openssl: [{ cve_id: "CVE-2014-0160", version: "1.0.1f", cvss: "7.5", status: "Unfixed" }] },
};

async function answered(body: Answer["body"], argv: readonly string[], world: Parameters<typeof vigiles>[1] = {}) {
  await using server = await loopback(() => ({ body }));
  using files = workspace();
  const env = { VIGILES_KEY_FILE: files.keyFile(), LINUXLINK_SERVER: server.url };
  return await vigiles(argv, { ...world, env: { ...env, ...world.env } });
}

describe("a result", () => {
  it("is one JSON document where nobody looks on", async () => {
    const { stdout, stderr, exit } = await answered({ ok: true }, ["heartbeat"]);
    expect({ stdout, stderr, exit }).toStrictEqual({ stdout: '{\n  "ok": true\n}\n', stderr: "", exit: 0 });
  });

  it.each([[["-f", "heartbeat"]], [["heartbeat", "--no-format"]], [["test", "--output", "raw"]]])(
    "is compact JSON by %j",
    async (argv) => {
      expect((await answered({ ok: true }, argv)).stdout).toBe('{"ok":true}\n');
    },
  );

  it("is a table on a terminal, and where it is asked for", async () => {
    const rows = [
      { manifest_name: "a", manifest_token: "m1" },
      { manifest_name: "b", extra: { x: 1 } },
    ];
    for (const { stdout } of [
      await answered(rows, ["manifest", "list"], { terminal: true }),
      await answered(rows, ["--output", "table", "manifest", "list"]),
    ]) {
      expect(stdout).toContain("manifest_name");
      expect(stdout).toMatch(/│ b +│ +│ \{"x":1\} │/);
    }
  });

  it("of a scan is a table of its findings", async () => {
    const { stdout } = await answered(scan, ["--output", "table", "manifest", "latest-report", "m"]);
    expect(stdout).toMatch(/openssl +│ 1\.0\.1f +│ CVE-2014-0160 │ 7\.5 +│ high/);
    expect(stdout).toContain("findings: 1, open: 1");
  });

  it("can't steer a terminal", async () => {
    const evil = [{ manifest_name: "\u001b]0;x\u0007\u202e\u009b31m\r\nrow" }];
    for (const output of ["table", "json"]) {
      const { stdout } = await answered(evil, ["--output", output, "manifest", "list"]);
      for (const character of "\u001b\u0007\u202e\u009b\r") expect(stdout).not.toContain(character);
    }
    expect(JSON.parse((await answered(evil, ["manifest", "list"])).stdout)).toStrictEqual(evil);
  });

  it("says the version plainly, and as JSON where it is asked for", async () => {
    const manifest = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as {
      version: string;
    };
    expect((await vigiles(["version"])).stdout).toBe(`${manifest.version}\n`);
    expect((await vigiles(["version", "--output", "json"])).stdout).toBe(`"${manifest.version}"\n`);
    expect((await vigiles(["version"], { env: { LOG_LEVEL: "Nonsense" } })).exit).toBe(0);
  });
});

describe("a dry run", () => {
  it("prints the request, says that the signature is usable, and sends nothing", async () => {
    await using server = await loopback(plainService);
    using files = workspace();
    const sbom = files.write("sbom.json", '{"a":1}');
    const start = ["-k", files.keyFile(), "-u", server.url, "--edition", "groups", "--dry-run"];
    const uploaded = await vigiles([...start, "manifest", "upload", sbom]);
    const printed = JSON.parse(uploaded.stdout) as Record<string, unknown>;
    expect(Object.keys(printed)).toStrictEqual(["headers", "method", "url", "data", "hmac_msg"]);
    expect(printed).toMatchObject({ method: "POST", url: `${server.url}/api/v1/vigiles/manifests` });
    expect(printed["data"]).toMatchObject({ manifest: { path: sbom, bytes: 7 }, filter_results: false });
    expect(uploaded.stderr).toContain("No requests will be made");
    expect(uploaded.stderr).toContain("can be used by anyone who sees it");
    for (const argv of [
      ["manifest", "list"],
      ["report", "download", "csv", "rt", "--stdout"],
      ["manifest", "delete", "m", "-c"],
      ["job", "wait", "j1"],
      ["heartbeat"],
    ]) {
      const run = await vigiles([...start, ...argv]);
      expect(run).toMatchObject({ exit: 0, stdout: expect.stringContaining('"hmac_msg"') });
      expect(run.stdout + run.stderr).not.toContain(account.key);
    }
    expect(server.requests).toHaveLength(0);
  });
});

describe("a policy", () => {
  const latest = ["manifest", "latest-report", "m", "--fail-on"];

  it.each([
    ["critical", 0],
    ["high", 11],
    ["low", 11],
  ])("that fails on %s exits %i for an open finding of 7.5, and prints the result first", async (severity, exit) => {
    const run = await latestWith(severity);
    expect(run.exit).toBe(exit);
    expect(JSON.parse(run.stdout)).toStrictEqual(scan);
    if (exit === 11) expect(run.stderr).toMatch(/^vigiles: POLICY_FAILED: .*CVE-2014-0160/);
  });

  it("fails where the answer holds nothing to judge by", async () => {
    const result = await answered({ manifest_token: "m" }, [...latest, "low"]);
    expect([result.exit, result.stderr]).toStrictEqual([7, expect.stringContaining("RESPONSE_INVALID")]);
  });

  it("passes where everything is fixed", async () => {
    const fixed = { ...scan, cves: { openssl: [{ cve_id: "CVE-2014-0160", cvss: "7.5", status: "Fixed" }] } };
    expect((await answered(fixed, [...latest, "low"])).exit).toBe(0);
  });

  const latestWith = (severity: string) => answered(scan, [...latest, severity]);
});

describe("a downloaded file", () => {
  const bytes = Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.from([0, 255, 13, 10, 128])]);

  it("keeps its bytes, on standard output and in a file", async () => {
    await using server = await loopback(() => ({ body: bytes }));
    using files = workspace();
    const start = ["-k", files.keyFile(), "-u", server.url, "report", "download", "pdf", "rt"];
    expect((await vigiles([...start, "--stdout"])).bytes).toStrictEqual(bytes);
    const saved = await vigiles([...start, "-o", files.write("r.pdf", "old")]);
    expect([saved.exit, saved.stdout, saved.stderr]).toStrictEqual([0, "", ""]);
    expect(readFileSync(files.path("r.pdf"))).toStrictEqual(bytes);
  });

  it("is called as other build tools call it", async () => {
    await using server = await loopback(() => ({ body: "SPDXVersion: SPDX-2.3" }));
    using files = workspace();
    const out = files.path("sbom.spdx");
    const argv = [
      "-k",
      files.keyFile({ server_url: server.url }),
      "manifest",
      "download",
      "tok",
      "-f",
      "spdx",
      "-i",
      "tag",
      "-v",
      "2.3",
      "-o",
      out,
    ];
    expect(await vigiles(argv)).toMatchObject({ exit: 0, stdout: "", stderr: "" });
    expect(readFileSync(out, "utf8")).toBe("SPDXVersion: SPDX-2.3");
  });
});

describe("unknown ecosystems", () => {
  it("are warned about on standard error, and the rest is sent", async () => {
    await using server = await loopback(plainService);
    using files = workspace();
    const argv = [
      "-k",
      files.keyFile(),
      "-u",
      server.url,
      "manifest",
      "upload",
      files.write("s.json", "{}"),
      "-E",
      "npm,NPM",
    ];
    const run = await vigiles(argv);
    expect(run.stderr).toBe('vigiles: warning: Unknown ecosystem "NPM" is left out; did you mean "npm"?\n');
    expect(new Map(server.requests[0]?.params).get("ecosystems")).toBe("npm");
  });
});

describe("deleting a group", () => {
  it.each([
    ["n\n", 2, 0],
    ["y\n", 0, 1],
  ])("asks a person: %j", async (stdin, exit, requests) => {
    await using server = await loopback(plainService);
    using files = workspace();
    const argv = ["-k", files.keyFile(), "-u", server.url, "group", "delete", "G-8"];
    const run = await vigiles(argv, { stdin, terminal: true });
    expect(run.stderr).toContain('Delete group "G-8"? [y/N]');
    expect([run.exit, server.requests.length]).toStrictEqual([exit, requests]);
  });
});

describe("an interrupted command", () => {
  it("exits 130 and leaves no file", async () => {
    const stop = new AbortController();
    await using server = await loopback(() => {
      stop.abort();
      return { body: "late" };
    });
    using files = workspace();
    const argv = [
      "-k",
      files.keyFile(),
      "-u",
      server.url,
      "report",
      "download",
      "csv",
      "rt",
      "-o",
      files.path("r.csv"),
    ];
    expect(await vigiles(argv, { signal: stop.signal })).toMatchObject({ exit: 130, stdout: "" });
    expect(() => readFileSync(files.path("r.csv"))).toThrow("ENOENT");
  });
});
