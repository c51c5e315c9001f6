import { writeFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isHttpCoreError } from "@org/http-core";
import { readKeyFile } from "@org/linuxlink-auth";
import { readDashboardConfig } from "../src/client/configuration/dashboard-config.js";
import { findingsOf } from "../src/findings/scan-findings.js";
import { looksLikeKeyFile } from "../src/files/looks-like-key-file.js";
import { formatReport, type FormatName } from "../src/report/formats/index.js";
import { readCycloneDx } from "../src/report/read-cyclonedx.js";
import { reportOf } from "../src/report/report.js";
import type { ScanResult } from "../src/findings/scan-result.js";
import { workspace } from "../test/support/workspace.js";

const runs = { numRuns: 10_000 };
/** A guard against hanging, far above what a case takes. */
const guardMs = 5_000;

/** Runs one case. It may end with an error of ours, but with no other, and not late. */
async function isWellBehaved(work: () => unknown): Promise<boolean> {
  const start = performance.now();
  try {
    await work();
  } catch (error) {
    if (!isHttpCoreError(error)) throw error;
  }
  return performance.now() - start < guardMs;
}

/** Values of the documented names, of any type. */
function objectWith(names: readonly string[]): fc.Arbitrary<unknown> {
  const value = fc.oneof(
    fc.jsonValue(),
    fc.string({ unit: "binary" }),
    fc.constantFrom("https://x.example", "true", "1e999"),
  );
  return fc.dictionary(fc.oneof(fc.constantFrom(...names, "__proto__", "constructor"), fc.string()), value, {
    maxKeys: 8,
  });
}

/** Text of a file: an object with the documented names, damaged text of one, or any bytes. */
function fileOf(names: readonly string[]): fc.Arbitrary<Uint8Array> {
  const json = objectWith(names).map((value) => Buffer.from(JSON.stringify(value)));
  const damaged = fc.tuple(json, fc.nat(), fc.uint8Array({ maxLength: 4 })).map(([bytes, at, more]) => {
    const cut = at % (bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, cut), more, bytes.subarray(cut + more.length)]);
  });
  return fc.oneof(json, damaged, fc.uint8Array({ maxLength: 200 }));
}

describe("hostile input ends with a result or an error of ours", () => {
  it("as a key file", async () => {
    using files = workspace();
    const path = files.write("key", "");
    const logger = { debug() {}, info() {}, warn() {}, error() {} };
    const property = fc.asyncProperty(
      fileOf(["email", "key", "organization_key", "server_url", "enterprise"]),
      async (bytes) => {
        writeFileSync(path, bytes);
        expect(await isWellBehaved(() => readKeyFile(path, { logger, env: {} }))).toBe(true);
        expect(await isWellBehaved(() => looksLikeKeyFile(bytes))).toBe(true);
      },
    );
    await fc.assert(property, runs);
  });

  it("as a dashboard config", async () => {
    using files = workspace();
    const path = files.write("dashboard", "");
    const property = fc.asyncProperty(fileOf(["group", "product", "folder"]), async (bytes) => {
      writeFileSync(path, bytes);
      expect(await isWellBehaved(() => readDashboardConfig(path))).toBe(true);
    });
    await fc.assert(property, runs);
  });

  const formats = ["html", "junit", "sarif"] as const satisfies readonly FormatName[];

  it.each(formats)("as a CycloneDX document, written as %s", async (format) => {
    const component = objectWith(["bom-ref", "name", "version"]);
    const rating = fc.record({ score: fc.oneof(fc.double(), fc.jsonValue()) });
    const vulnerability = fc.record(
      {
        id: fc.jsonValue(),
        ratings: fc.oneof(fc.array(rating, { maxLength: 3 }), fc.jsonValue()),
        analysis: objectWith(["state"]),
        affects: fc.oneof(fc.array(objectWith(["ref"]), { maxLength: 3 }), fc.jsonValue()),
      },
      { requiredKeys: [] },
    );
    const document = fc.record(
      {
        bomFormat: fc.constantFrom("CycloneDX", "SPDX"),
        metadata: objectWith(["component", "timestamp"]),
        components: fc.oneof(fc.array(component, { maxLength: 3 }), fc.jsonValue()),
        vulnerabilities: fc.oneof(fc.array(vulnerability, { maxLength: 3 }), fc.jsonValue()),
      },
      { requiredKeys: ["bomFormat"] },
    );
    const bytes = fc.oneof(
      document.map((value) => Buffer.from(JSON.stringify(value))),
      fileOf(["bomFormat", "components"]),
    );
    const property = fc.asyncProperty(bytes, async (content) => {
      expect(await isWellBehaved(() => formatReport(format, readCycloneDx(content, "title")))).toBe(true);
    });
    await fc.assert(property, runs);
  });

  it.each(formats)("as the result of a scan, written as %s", async (format) => {
    const entry = objectWith(["cve_id", "id", "cvss", "status", "version", "product", "package", "database_specific"]);
    const listing = fc.oneof(
      fc.array(entry, { maxLength: 3 }),
      fc.dictionary(fc.string({ unit: "binary" }), fc.oneof(fc.array(entry, { maxLength: 3 }), fc.jsonValue()), {
        maxKeys: 3,
      }),
      fc.jsonValue(),
    );
    const result = fc.record(
      {
        cves: listing,
        GHSA: listing,
        manifest_name: fc.jsonValue(),
        manifest_token: fc.jsonValue(),
        date: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    const property = fc.asyncProperty(result, async (value) => {
      const scan = value as unknown as ScanResult;
      expect(await isWellBehaved(() => findingsOf(scan))).toBe(true);
      expect(await isWellBehaved(() => formatReport(format, reportOf(scan)))).toBe(true);
    });
    await fc.assert(property, runs);
  });
});
