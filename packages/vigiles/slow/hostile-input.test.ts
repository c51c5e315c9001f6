import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { XMLValidator } from "fast-xml-parser";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fuzz, hostileJson, hostileText } from "../../../fuzz.base.js";
import { resultTable } from "../src/cli/output/result-table.js";
import { checkFileResponse } from "../src/client/api/file-response.js";
import { checkAccepted } from "../src/client/api/refusal.js";
import { readDashboardConfig } from "../src/client/configuration/dashboard-config.js";
import type { Decision } from "../src/decisions/decision.js";
import { DecisionFileError, readIgnoreFile } from "../src/decisions/ignore-file.js";
import { readVex } from "../src/decisions/read-vex.js";
import { scanCheck } from "../src/client/operations/manifests/scan-response.js";
import { isVigilesError } from "../src/errors.js";
import { looksLikeKeyFile } from "../src/files/looks-like-key-file.js";
import type { ScanResult } from "../src/findings/scan-result.js";
import { formatNames, formatReport, type FormatName } from "../src/report/formats/index.js";
import { readCycloneDx } from "../src/report/read-cyclonedx.js";
import { reportOf } from "../src/report/report.js";
import { summaryOf } from "../src/report/summary.js";

const bytes = fc.uint8Array({ maxLength: 200 });

/** Files: objects with the given names, whole and with a part replaced by any bytes, and any bytes. */
function filesWith(names: readonly string[], more: object = {}): fc.Arbitrary<Uint8Array> {
  const whole = hostileJson(names).map((value) => Buffer.from(JSON.stringify({ ...(value as object), ...more })));
  const damaged = fc.tuple(whole, fc.nat(), fc.uint8Array({ maxLength: 4 })).map(([file, start, part]) => {
    const at = start % (file.length + 1);
    return Buffer.concat([file.subarray(0, at), part, file.subarray(at + part.length)]);
  });
  return fc.oneof({ weight: 6, arbitrary: whole }, { weight: 2, arbitrary: damaged }, { weight: 1, arbitrary: bytes });
}

describe("a file that may be a key file", () => {
  const names = ["email", "key", "organization_key", "server_url", "enterprise"];
  it("of any content is one or is none", async () => {
    const property = (content: Uint8Array): void => expect(looksLikeKeyFile(content)).toEqual(expect.any(Boolean));
    await expect(fuzz(filesWith(names), property)).resolves.toBeUndefined();
  });
});

describe("a dashboard config", () => {
  let folder: string;
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "dashboard-configs-"))));
  afterAll(() => rmSync(folder, { recursive: true }));

  async function read(content: string | Uint8Array): Promise<void> {
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
  it("of any content", async () => {
    await expect(fuzz(filesWith(["group", "product", "folder"]), read)).resolves.toBeUndefined();
  });
});

const scanNames = ["cves", "GHSA", "OSV", "cve_id", "id", "cvss", "status", "version", "product", "package", "fixedby"];
const scan = hostileJson([...scanNames, "manifest_token", "manifest_name", "date", "database_specific", "counts"]).map(
  (value) => ({ manifest_token: "m", cves: value, ...(value as object) }) as ScanResult,
);

describe("a scan of any members", () => {
  it("has findings, a summary and a table", async () => {
    const property = (result: ScanResult): void => {
      expect(summaryOf(result).findings).toBe(reportOf(result).findings.length);
      for (const columns of [undefined, 40]) {
        const style = { columns, paint: String };
        for (const part of [...resultTable(result, style), ...resultTable([result, result], style)]) {
          expect(part).not.toMatch(/[^\P{Cc}\n]/u);
        }
      }
    };
    await expect(fuzz(scan, property)).resolves.toBeUndefined();
  });

  it.each(formatNames)("is written as %s", async (format) => {
    const property = async (result: ScanResult): Promise<void> => {
      checkFormat(format, await formatReport(format, reportOf(result)));
    };
    await expect(fuzz(scan, property)).resolves.toBeUndefined();
  });
});

describe("a CycloneDX document of any content", () => {
  const names = ["components", "vulnerabilities", "metadata", "component", "name", "bom-ref", "ratings", "score"];
  const document = filesWith([...names, "affects", "ref", "analysis", "state", "timestamp", "version"], {
    bomFormat: "CycloneDX",
  });

  it.each(formatNames)("is written as %s, or refused", async (format) => {
    const property = async (content: Uint8Array): Promise<void> => {
      checkFormat(format, await formatReport(format, readCycloneDx(content, "title")));
    };
    await expect(fuzz(document, property)).resolves.toBeUndefined();
  });
});

describe("a file of decisions of any content", () => {
  /** Only these errors are typed: the command names the file in them. */
  function read(parse: () => readonly Decision[]): void {
    try {
      for (const { id, status } of parse()) expect([id, status]).not.toContain("");
    } catch (error) {
      if (!(error instanceof DecisionFileError)) throw error;
    }
  }

  const yaml = hostileText(
    [
      ..."{}[]:,\n -&*!|>#'\"",
      "ignore",
      "id",
      "reason",
      "version",
      "expires",
      "<1.2",
      "2026-12-31",
      "\u0000",
      "\uFEFF",
    ],
    ["ignore:\n  - id: CVE-1\n    reason: ours\n", "ignore: [{ id: CVE-1, reason: r, version: '>=1 <2' }]"],
  );
  it("is read or refused as a file of ignored findings", async () => {
    await expect(fuzz(yaml, (text) => read(() => readIgnoreFile(text, "f")))).resolves.toBeUndefined();
  });

  const cycloneDx = [
    "vulnerabilities",
    "analysis",
    "state",
    "detail",
    "affects",
    "ref",
    "components",
    "bom-ref",
    "name",
  ];
  const openVex = ["statements", "vulnerability", "products", "subcomponents", "@id", "identifiers", "purl", "status"];
  it.each([
    ["CycloneDX", filesWith(cycloneDx, { bomFormat: "CycloneDX" })],
    ["OpenVEX", filesWith(openVex)],
  ])("is read or refused as %s", async (_kind, files) => {
    await expect(fuzz(files, (content) => read(() => readVex(content, "f")))).resolves.toBeUndefined();
  });
});

describe("a response of any content", () => {
  const names = ["success", "status", "status_code", "message", "msg", "detail", "error", "errors", "manifest_token"];
  const quote = (text: string): string => text;

  it("is accepted or refused", async () => {
    await expect(fuzz(hostileJson(names), (value) => checkAccepted(value, quote))).resolves.toBeUndefined();
  });

  it("is the result of a scan, or is refused", async () => {
    const check = scanCheck();
    await expect(fuzz(hostileJson([...names, ...scanNames]), (value) => check(value, quote))).resolves.toBeUndefined();
  });

  it.each(["pdf", "cyclonedx-vex", "csv", undefined])("is a file of format %s, or is refused", async (format) => {
    const property = (content: Uint8Array): void => {
      expect(checkFileResponse(content, { format, contentType: null, quote })).toBe(content);
    };
    await expect(fuzz(filesWith(names), property)).resolves.toBeUndefined();
  });
});

function checkFormat(format: FormatName, text: string): void {
  if (format === "sarif") expect(JSON.parse(text)).toHaveProperty("runs");
  if (format === "junit") expect(XMLValidator.validate(text)).toBe(true);
  if (format === "markdown") expect(text.replace(/`[^`\n]*`|\]\(https:[\w./-]+\)/g, "")).not.toMatch(/:\/\/|[<@\0]/);
  if (format === "csv") expect(text).not.toMatch(/^"?[=+\-@\t]/m);
  if (format === "html") expect(text).toMatch(/^<!doctype html>(?!.*<b>)/is);
}
