import { describe, expect, test } from "vitest";
import { readSbom } from "../../../src/vigiles/sbom/read-sbom.js";
import { countFindings } from "../../../src/vigiles/scanner/counts.js";
import type { FindingDecision } from "../../../src/vigiles/scanner/finding.js";
import { scan } from "../../../src/vigiles/scanner/scan.js";
import type { ScanContext } from "../../../src/vigiles/scanner/scan.js";

type Component = { readonly name: string; readonly version?: string; readonly purl?: string };

function scanComponents(components: readonly Component[], context?: ScanContext) {
  return scan(readSbom(JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.6", components })), context);
}

function ids(components: readonly Component[], context?: ScanContext): string[] {
  return scanComponents(components, context).map(({ vulnerability }) => vulnerability.id);
}

describe("a version inside the range is found, its neighbours are not", () => {
  test.each([
    ["openssl", "1.0.1f", "1.0.1g", "CVE-2014-0160"],
    ["openssl", "1.0.1", "1.0.0t", "CVE-2014-0160"],
    ["log4j-core", "2.14.1", "2.17.1", "CVE-2021-44228"],
    ["log4j-core", "2.12.1", "2.12.2", "CVE-2021-44228"],
    ["log4j-core", "2.15.0", "2.16.0", "CVE-2021-45046"],
    ["log4j-core", "2.3", "2.3.1", "CVE-2021-45046"],
    ["openssl", "1.0.2-beta1", "1.0.2", "CVE-2014-0160"],
    ["xz", "5.6.0", "5.4.6", "CVE-2024-3094"],
    ["xz", "5.6.1", "5.6.2", "CVE-2024-3094"],
    ["openssh", "9.7p1", "9.8p1", "CVE-2024-6387"],
    ["sudo", "1.9.5p1", "1.9.5p2", "CVE-2021-3156"],
    ["linux", "5.16.10", "5.16.11", "CVE-2022-0847"],
    ["linux-yocto", "5.8.1", "5.7.19", "CVE-2022-0847"],
    ["OpenSSL", "3.0.6", "3.0.7", "CVE-2022-3602"],
  ])("%s %s but not %s has %s", (name, affected, near, id) => {
    expect(ids([{ name, version: affected }])).toContain(id);
    expect(ids([{ name, version: near }])).not.toContain(id);
  });
});

describe("package URLs distinguish packages", () => {
  test("a language's package is found by type, namespace and name", () => {
    const purl = "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1";
    expect(ids([{ name: "core", version: "2.14.1", purl }])).toEqual(["CVE-2021-44228", "CVE-2021-45046"]);
    expect(ids([{ name: "log4j-core", version: "2.14.1", purl: purl.replace("org.apache", "com.example") }])).toEqual(
      [],
    );
  });

  test("a language's package is not confused with system software of the same name", () => {
    expect(ids([{ name: "openssl", version: "1.0.1f", purl: "pkg:npm/openssl@1.0.1f" }])).toEqual([]);
    expect(ids([{ name: "xz", version: "5.6.0", purl: "pkg:cargo/xz@5.6.0" }])).toEqual([]);
  });

  test("system software is found by its name, even if its package URL has another one", () => {
    expect(ids([{ name: "openssl", version: "1.0.1f", purl: "pkg:deb/debian/libssl1.0.0@1.0.1f" }])).toEqual([
      "CVE-2014-0160",
    ]);
    expect(ids([{ name: "libfoo", version: "5.6.0", purl: "pkg:deb/debian/xz-utils@5.6.0" }])).toEqual([
      "CVE-2024-3094",
    ]);
  });

  test("the version in the package URL counts if there is no other; without a version nothing is found", () => {
    expect(ids([{ name: "xz", purl: "pkg:generic/xz@5.6.0" }])).toEqual(["CVE-2024-3094"]);
    expect(ids([{ name: "xz" }])).toEqual([]);
    expect(ids([{ name: "xz", version: "5.6.0", purl: "no package url" }])).toEqual(["CVE-2024-3094"]);
  });

  test("a package that is listed twice is found once", () => {
    expect(
      ids([
        { name: "xz", version: "5.6.0" },
        { name: "xz", version: "5.6.0" },
      ]),
    ).toEqual(["CVE-2024-3094"]);
  });
});

describe("the configuration of a build excludes vulnerabilities", () => {
  const kernel = [{ name: "linux", version: "5.10.70" }];

  test.each([
    ["without a configuration", undefined, true],
    ["built in", "CONFIG_NET=y\nCONFIG_TIPC=y\n", true],
    ["as a module", "CONFIG_TIPC=m\n", true],
    ["not set", "# CONFIG_TIPC is not set\nCONFIG_NET=y\n", false],
    ["another option of that beginning", "CONFIG_TIPC_MEDIA_IB=y\n", false],
  ])("%s", (_name, kernelConfig, found) => {
    expect(ids(kernel, { kernelConfig }).includes("CVE-2021-43267")).toBe(found);
    expect(ids(kernel, { kernelConfig })).toContain("CVE-2022-0847");
  });

  test("U-Boot has its own configuration", () => {
    const uboot = [{ name: "u-boot", version: "2019.07" }];
    expect(ids(uboot, { ubootConfig: "CONFIG_CMD_NFS=y" })).toEqual(["CVE-2019-14192"]);
    expect(ids(uboot, { ubootConfig: "CONFIG_CMD_NET=y" })).toEqual([]);
  });
});

describe("the status of a finding", () => {
  const decided = (status: string): FindingDecision => ({
    status,
    justification: undefined,
    justificationDetail: undefined,
  });

  test.each([
    ["resolved", "Fixed"],
    ["resolved_with_pedigree", "Fixed"],
    ["not_affected", "Whitelisted"],
    ["false_positive", "Whitelisted"],
    ["in_triage", "Unfixed"],
    ["exploitable", "Unfixed"],
  ])("follows the decision %s", (status, expected) => {
    const context: ScanContext = { findDecision: (_pkg, id) => (id === "CVE-2024-3094" ? decided(status) : undefined) };
    const [xz, openssl] = scanComponents(
      [
        { name: "xz", version: "5.6.0" },
        { name: "openssl", version: "1.0.1f" },
      ],
      context,
    );
    expect(xz).toMatchObject({ status: expected, decision: { status } });
    expect(openssl).toMatchObject({ status: "Unfixed", decision: undefined });
  });

  test("names the release that fixes it, or the upstream patch", () => {
    const [openssl, zlib] = scanComponents([
      { name: "openssl", version: "1.0.1f" },
      { name: "zlib", version: "1.2.12" },
    ]);
    expect(openssl).toMatchObject({ status: "Unfixed", fixedBy: ["upgrade to 1.0.1g"] });
    expect(zlib?.status).toBe("Unfixed, Patch Available");
    expect(zlib?.fixedBy).toEqual([
      expect.stringMatching(/^https:\/\/github\.com\/madler\/zlib\/commit\/[0-9a-f]{40}$/),
    ]);
  });

  test("depends on the whitelist and the patches in a build system's manifest", () => {
    const packages = {
      xz: { version: "5.6.0" },
      ssl: { cve_product: "openssl", version: "1.0.1f", patched_cves: { "CVE-2014-0160": ["heartbeat.patch"] } },
    };
    const findings = scan(readSbom(JSON.stringify({ packages, whitelist: ["CVE-2024-3094"] })));
    expect(findings.map(({ package: name, status, fixedBy }) => [name, status, fixedBy])).toEqual([
      ["xz", "Whitelisted", ["upgrade to 5.6.2"]],
      ["openssl", "Fixed", ["heartbeat.patch"]],
    ]);
  });

  test("has the custom score", () => {
    const [finding] = scanComponents([{ name: "xz", version: "5.6.0" }], { findCustomScore: () => 3 });
    expect(finding).toMatchObject({ score: 3, vulnerability: { cvss: 10 } });
  });
});

test("counts add up by status, severity, kernel and toolchain", () => {
  const components = [
    { name: "openssl", version: "1.0.1f" },
    { name: "linux", version: "5.16.10" },
    { name: "glibc", version: "2.38" },
    { name: "xz", version: "5.6.0" },
  ];
  const resolved: FindingDecision = { status: "resolved", justification: undefined, justificationDetail: undefined };
  const kernelConfig = "CONFIG_NET=y\n";
  const findings = scanComponents(components, {
    kernelConfig,
    findDecision: ({ name }) => (name === "xz" ? resolved : undefined),
  });
  const { cvss_counts, kernel, toolchain, ...totals } = countFindings(findings);
  expect(totals).toEqual({ fixed: 1, unapplied: 1, unfixed: 2, upgradable: 0, whitelisted: 0 });
  expect(kernel).toEqual({ fixed: 0, unapplied: 1, unfixed: 0, upgradable: 0, whitelisted: 0 });
  expect(toolchain).toEqual({ fixed: 0, unapplied: 0, unfixed: 1, upgradable: 0, whitelisted: 0 });
  expect(cvss_counts).toMatchObject({
    critical: { fixed: 1, unfixed: 0 },
    high: { fixed: 0, unfixed: 3 },
    kernel: { high: { fixed: 0, unfixed: 1 } },
    toolchain: { high: { fixed: 0, unfixed: 1 } },
  });
});
