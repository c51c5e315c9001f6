import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator, type Emulator } from "@org/emulator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installNodes, nodeVersions, type NodeVersion } from "../src/node-versions.ts";
import { publicPackages, repository } from "../src/packages.ts";
import { run } from "../src/run.ts";
import { installProject, servicesOf } from "../src/tarball-project.ts";
import { writeUsage } from "../src/usage.ts";

const folder = mkdtempSync(join(tmpdir(), "node-versions-"));
const consumer = join(folder, "consumer");
const sbom = join(repository, "scripts", "demo", "vulnerable.cdx.json");
let nodeOf: (version: NodeVersion) => string;
let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator();
  nodeOf = await installNodes(join(folder, "nodes"));
  await installTarballs();
});
afterAll(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Uploaded {
  readonly cves: Readonly<Record<string, unknown>>;
  readonly report_path: string;
}

describe.each(nodeVersions)("on Node %s, from the packed tarballs,", (version) => {
  const node = (...args: string[]): Promise<string> =>
    run(nodeOf(version), args, { cwd: consumer, env: environment() });
  const vigiles = (...args: string[]): Promise<string> => node("node_modules/@org/vigiles/bin/vigiles.cjs", ...args);

  it("is the version that its name says", async () => {
    expect(await node("--version")).toMatch(new RegExp(`^v${version.replaceAll(".", "\\.")}\\b`));
  });

  it.each(publicPackages())("each entry of $name is imported and required", async ({ shortName }) => {
    for (const program of ["import.mjs", "require.cjs"]) expect(await node(join(shortName, program))).toBe("");
  });

  it.each(["got", "node", "undici", "fetch", "memory"])("a session sends a request over %s", async (transport) => {
    expect(await node("request.mjs", transport, emulator.http)).toBe("401\n");
  });

  it("a consumer's everyday work is done", async () => {
    expect(await node("run-everyday.mjs", "default", servicesOf(emulator))).toBe("true 200 200 0");
  });

  it("vigiles does heartbeat and doctor", async () => {
    expect(JSON.parse(await vigiles("heartbeat"))).toEqual({ ok: true });
    const checks = JSON.parse(await vigiles("doctor")) as { check: string; status: string }[];
    expect(checks.filter(({ status }) => status !== "ok")).toEqual([]);
    expect(checks.map(({ check }) => check)).toContain("signature");
  });

  it("vigiles uploads an SBOM, and saves its report", async () => {
    const uploaded = JSON.parse(await vigiles("manifest", "upload", sbom, "-n", version)) as Uploaded;
    expect(Object.keys(uploaded.cves)).toContain("openssl");
    const report = uploaded.report_path.split("/").at(-1) ?? "";
    const csv = join(folder, `${version}.csv`);
    await vigiles("report", "download", "csv", report, "-o", csv);
    expect(readFileSync(csv, "utf8")).toContain("CVE-2014-0160");
  });
});

function environment(): Record<string, string> {
  const { http, keyFile, dashboardConfig } = emulator;
  return { LINUXLINK_SERVER: http, VIGILES_KEY_FILE: keyFile, VIGILES_DASHBOARD_CONFIG: dashboardConfig };
}

/** Installs all tarballs in one project, and writes the programs that use each. */
async function installTarballs(): Promise<void> {
  await installProject(consumer);
  for (const found of publicPackages()) {
    mkdirSync(join(consumer, found.shortName));
    writeUsage(join(consumer, found.shortName), found);
  }
}
