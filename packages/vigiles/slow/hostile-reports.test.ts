import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { XMLValidator } from "fast-xml-parser";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fuzz, hostileJson, hostileText } from "../../../fuzz.base.js";
import { resultTable } from "../src/cli/output/result-table.js";
import { readDashboardConfig } from "../src/client/configuration/dashboard-config.js";
import { isVigilesError } from "../src/errors.js";
import type { ScanResult } from "../src/findings/scan-result.js";
import { formatReport } from "../src/report/formats/index.js";
import { readCycloneDx } from "../src/report/read-cyclonedx.js";
import { reportOf, type Report } from "../src/report/report.js";
import { summaryOf } from "../src/report/summary.js";

const scanNames = ["cves", "GHSA", "OSV", "cve_id", "id", "cvss", "status", "version", "product", "package", "fixedby"];
const scan = hostileJson([...scanNames, "manifest_token", "manifest_name", "date", "database_specific", "counts"]);
const cycloneDxNames = [
  "components",
  "vulnerabilities",
  "metadata",
  "component",
  "name",
  "bom-ref",
  "ratings",
  "score",
];
const cycloneDx = hostileJson([...cycloneDxNames, "affects", "ref", "analysis", "state", "timestamp", "version"]);

describe("a scan", () => {
  it("of any members has findings, a summary and a table", async () => {
    await expect(
      fuzz(scan, (value) => {
        const result = { manifest_token: "m", cves: value, ...(value as object) } as ScanResult;
        expect(summaryOf(result).findings).toBe(reportOf(result).findings.length);
        for (const columns of [undefined, 40]) {
          const style = { columns, paint: String };
          for (const part of [...resultTable(result, style), ...resultTable([value, value], style)]) {
            expect(part).not.toMatch(/[^\P{Cc}\n]/u);
          }
        }
      }),
    ).resolves.toBeUndefined();
  });

  it("of any members is written in every format", async () => {
    await expect(
      fuzz(scan, async (value) => {
        await checkFormats(reportOf({ manifest_token: "m", cves: value, ...(value as object) } as ScanResult));
      }),
    ).resolves.toBeUndefined();
  });
});

describe("a CycloneDX document", () => {
  it("of any members is read and written in every format", async () => {
    await expect(
      fuzz(cycloneDx, async (value) => {
        const document = { ...(value as object), bomFormat: "CycloneDX" };
        await checkFormats(readCycloneDx(Buffer.from(JSON.stringify(document)), "title"));
      }),
    ).resolves.toBeUndefined();
  });
});

describe("a dashboard config", () => {
  let folder: string;
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "dashboard-configs-"))));
  afterAll(() => rmSync(folder, { recursive: true }));

  async function read(content: string): Promise<void> {
    const path = join(folder, "config");
    writeFileSync(path, content);
    try {
      const { group, product } = await readDashboardConfig(path);
      expect(group ?? product).toEqual(expect.any(String));
    } catch (error) {
      if (!isVigilesError(error)) throw error;
      expect(error.code).toMatch(/^CONFIG_/);
    }
  }

  const text = hostileText(
    [...'{}[]:," \n', "\\", "\\u0000", "\\ud800", "null", "1", "\uFEFF", '"group":', '"product":', '"folder":'],
    ['{"group":"abc","folder":"def"}', '{"product":"abc"}'],
  );
  it("of any text", async () => {
    await expect(fuzz(text, read)).resolves.toBeUndefined();
  });
  it("of any JSON", async () => {
    await expect(
      fuzz(hostileJson(["group", "product", "folder"]), (value) => read(JSON.stringify(value))),
    ).resolves.toBeUndefined();
  });
});

async function checkFormats(report: Report): Promise<void> {
  expect(JSON.parse(await formatReport("sarif", report))).toHaveProperty("runs");
  expect(XMLValidator.validate(await formatReport("junit", report))).toBe(true);
  const html = await formatReport("html", report);
  expect(html).toMatch(/^<!doctype html>/i);
  expect(html).not.toContain("<b>");
}
