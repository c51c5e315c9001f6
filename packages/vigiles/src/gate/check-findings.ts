import { systemClock, type Clock } from "@org/http-core";
import { isRecord, readOptions, refuseOption } from "@org/http-core/authoring";
import { applyDecisions, dayOf } from "../decisions/apply-decisions.js";
import { decisionWarnings } from "../decisions/decision-warnings.js";
import { readDecisionFiles } from "../decisions/read-decision-files.js";
import { VigilesError } from "../errors.js";
import type { TextInput } from "../files/text-input.js";
import { countUnrated, gateSeverities, isFailure, type FailOn, type GateSeverity } from "../findings/fail-on.js";
import type { Finding } from "../findings/finding.js";
import { readFinishedScan } from "../findings/findings-of.js";
import type { ScanResult } from "../findings/scan-result.js";
import { isOpen } from "../findings/status.js";
import { reportOf } from "../report/report.js";
import { countComponentsOf, emptySbomError, unidentifiedWarning } from "./sbom-components.js";

/** The findings that fail a build, and a team's decisions about findings. */
export interface CheckFindingsOptions {
  /** Open findings of these severities or a higher one fail. `unknown` is for findings without a rating; no level includes it. */
  readonly failOn: GateSeverity | readonly GateSeverity[];
  /** The SBOM that was scanned, up to 1 MiB: one that lists no components is an error. Default: it is not checked. */
  readonly sbom?: TextInput | undefined;
  /** Path of a file of ignored findings. Default: none, also if there is a `.vigilesignore.yaml`. */
  readonly ignoreFile?: string | undefined;
  /** Paths of VEX documents: CycloneDX JSON or OpenVEX. Default: none. */
  readonly vex?: readonly string[] | undefined;
  /** Says which day it is, for entries that expire. Default: the system's clock. */
  readonly clock?: Clock | undefined;
}

/** The findings of a scan after decisions, each once and the most severe first. */
export interface CheckedFindings {
  /** Open findings that fail the build: severe enough, or the entry that ignored them has expired. Empty: the build passes. */
  readonly failing: readonly Finding[];
  /** All open findings, also those that do not fail. */
  readonly open: readonly Finding[];
  /** Findings that a file has closed; their status says why. */
  readonly ignored: readonly Finding[];
  /** What a person should look at, one line each: for example an entry that has expired or matches no finding. */
  readonly warnings: readonly string[];
}

const optionNames = ["failOn", "sbom", "ignoreFile", "vex", "clock"] as const;

/**
 * Checks a scan as `vigiles manifest upload --fail-on` does. A value that it does not understand never passes: it is an error.
 *
 * @param scan - result of an upload, a rescan or the latest report
 * @param options - what fails
 * @returns what fails the build, and the other findings
 * @throws VigilesError `INPUT_INVALID` for a value that is no finished scan, an SBOM without components or a file that can't be
 * used; `INPUT_UNREADABLE`; `RESPONSE_INVALID` for a scan without findings that can be read, or if nothing fails and one of them
 * can't be read
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 *
 * @example
 * ```ts
 * import { startEmulator } from "@org/emulator";
 * import { createVigiles } from "@org/vigiles";
 * import { checkFindings } from "@org/vigiles/gate";
 *
 * const emulator = await startEmulator();
 * const { keyFile: keyFilePath, dashboardConfig: dashboardConfigPath } = emulator;
 * const vigiles = createVigiles({ keyFilePath, dashboardConfigPath });
 * const components = [{ type: "library", name: "openssl", version: "1.0.1f" }];
 * const sbom = { text: JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.6", components }) };
 * const scan = await vigiles.manifests.upload({ ...sbom, manifestName: "gateway" });
 * const { failing } = await checkFindings(scan, { failOn: "high", sbom });
 * for (const { id, severity } of failing) console.log(severity, id); // high CVE-2014-0160
 * await vigiles.close();
 * await emulator.close();
 * ```
 */
export async function checkFindings(scan: ScanResult, options: CheckFindingsOptions): Promise<CheckedFindings> {
  const { failOn, sbom, ignoreFile, vex, clock = systemClock } = readCheckOptions(options);
  readFinishedScan(scan);
  const sbomWarning = sbom && (await checkSbom(sbom));
  const decisions = await readDecisionFiles({ ignoreFile, vex }, { ignoreFile: "ignoreFile", vex: "vex" });
  const whole = reportOf(scan);
  const decided = applyDecisions(whole, decisions, dayOf(clock));
  const { findings, unreadable } = decided.report;
  const open = findings.filter(isOpen);
  const reopened = new Set(decided.reopened);
  const failing = open.filter((finding) => isFailure(finding, failOn) || reopened.has(finding));
  if (failing.length === 0 && unreadable > 0) {
    throw new VigilesError(
      "RESPONSE_INVALID",
      `${unreadable} findings of the scan can't be read, so failOn can't judge them`,
    );
  }
  const unrated = countUnrated(findings, failOn);
  const warnings = [
    sbomWarning,
    unreadable === 0 ? undefined : `findings that can't be read, and are left out: ${unreadable}`,
    unrated === 0 ? undefined : `open findings without a severity: ${unrated}; they fail only with failOn "unknown"`,
    ...decisionWarnings(decided),
  ];
  const ignored = findings.filter((finding, at) => finding.status !== whole.findings[at]?.status);
  return { failing, open, ignored, warnings: warnings.filter((warning) => warning !== undefined) };
}

interface CheckedOptions extends Omit<CheckFindingsOptions, "failOn"> {
  readonly failOn: FailOn;
}

function readCheckOptions(given: CheckFindingsOptions): CheckedOptions {
  const options = readOptions(given, optionNames, "checkFindings");
  const { failOn, sbom, ignoreFile, vex = [] } = options;
  const levels: readonly unknown[] = [failOn].flat();
  if (levels.length === 0 || !levels.every(isGateSeverity)) {
    refuseOption("failOn", `${gateSeverities.join(", ")}, or a list of them`);
  }
  if (sbom !== undefined && !isRecord(sbom)) refuseOption("sbom", "an object, such as { file }");
  if (ignoreFile !== undefined && !isPath(ignoreFile)) refuseOption("ignoreFile", "the path of a file");
  if (!Array.isArray(vex) || !vex.every(isPath)) refuseOption("vex", "a list of paths");
  if (options.clock !== undefined && typeof options.clock.nowMs !== "function") refuseOption("clock", "a clock");
  return { ...options, failOn: levels as FailOn };
}

function isGateSeverity(value: unknown): boolean {
  return gateSeverities.some((severity) => severity === value);
}

function isPath(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

async function checkSbom(sbom: TextInput): Promise<string | undefined> {
  const count = await countComponentsOf(sbom);
  if (count?.total === 0) throw emptySbomError(sbom, "failOn");
  return count && unidentifiedWarning(sbom, count);
}
