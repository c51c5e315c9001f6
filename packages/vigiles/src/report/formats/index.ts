import type { FailOn } from "../../findings/fail-on.js";
import { packageVersion } from "../../util/package-files.js";
import type { Report } from "../report.js";

/** What a format needs in addition to the report. */
export interface FormatOptions {
  /** SARIF and Code Quality: path of the SBOM in the repository. Default: the report's title, as a name. */
  readonly artifact?: string | undefined;
  /** JUnit: the severities that are reported as failures. Default: all of them. */
  readonly failOn?: FailOn | undefined;
  /** JUnit: only findings that an earlier report did not have are failures. Default: false. */
  readonly onlyNew?: boolean | undefined;
}

/** The formats that a report can be written in. */
export const formatNames = ["sarif", "junit", "codequality", "html", "markdown", "csv"] as const;
/** The name of a format that a report can be written in. */
export type FormatName = (typeof formatNames)[number];

type Formatter = (report: Report, options: FormatOptions) => Promise<string>;

// Each format is imported when it is used, so that other commands start without its libraries.
const formatters: Readonly<Record<FormatName, Formatter>> = {
  codequality: async (report, { artifact }) => {
    const { codequalityOf } = await import("./codequality.js");
    return `${JSON.stringify(codequalityOf(report, artifact), undefined, 2)}\n`;
  },
  csv: async (report) => (await import("./csv.js")).csvOf(report),
  html: async (report) => (await import("./html/page.js")).htmlOf(report),
  junit: async (report, { failOn, onlyNew }) => (await import("./junit.js")).junitOf(report, failOn, onlyNew),
  markdown: async (report) => (await import("./markdown.js")).markdownOf(report),
  sarif: async (report, { artifact }) => {
    const { sarifOf } = await import("./sarif/log.js");
    return `${JSON.stringify(sarifOf(report, packageVersion(), artifact), undefined, 2)}\n`;
  },
};

/**
 * Formats a report, as the text of a UTF-8 file.
 *
 * @param format - name of the format
 * @param report - of a scan
 * @param options - what the format needs in addition to the report
 */
export async function formatReport(format: FormatName, report: Report, options: FormatOptions = {}): Promise<string> {
  return formatters[format](report, options);
}
