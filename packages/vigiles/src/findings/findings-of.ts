import { isDryRun } from "@org/linuxlink-auth";
import { checkBoolean, isRecord, readOptions } from "@org/http-core/authoring";
import { VigilesError } from "../errors.js";
import type { Finding } from "./finding.js";
import { readScan, type ReadFindings } from "./scan-findings.js";
import type { ScanResult } from "./scan-result.js";

/** What `findingsOf` does with entries of a scan that it can't read. */
export interface FindingsOptions {
  /** Leaves out entries that can't be read, as long as one can. Default `false`: an entry that can't be read is an error. */
  readonly allowUnreadable?: boolean | undefined;
}

/**
 * Returns all findings of a scan, the most severe first. An empty list means that the service found nothing: a value that has no
 * list of findings is an error.
 *
 * @param scan - result of an upload, a rescan or the latest report; `cves` may be a map or a list
 * @param options - whether entries that can't be read are left out. Default: they are an error
 * @throws VigilesError `INPUT_INVALID` for a value that is no finished scan, such as a promise, a dry run or the result of
 * `returnJob`; `RESPONSE_INVALID` for a scan without findings that can be read, such as the result of `uploadOnly`
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 *
 * @example
 * ```ts
 * import { startEmulator } from "@org/emulator";
 * import { createVigiles, findingsOf, isOpen } from "@org/vigiles";
 *
 * const emulator = await startEmulator();
 * const { keyFile: keyFilePath, dashboardConfig: dashboardConfigPath } = emulator;
 * const vigiles = createVigiles({ keyFilePath, dashboardConfigPath });
 * const components = [{ type: "library", name: "openssl", version: "1.0.1f" }];
 * const scan = await vigiles.manifests.upload({
 *   text: JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.6", components }),
 * });
 * for (const { id, severity } of findingsOf(scan).filter(isOpen)) console.log(severity, id);
 * await vigiles.close();
 * await emulator.close();
 * ```
 */
export function findingsOf(scan: ScanResult, options: FindingsOptions = {}): Finding[] {
  const { allowUnreadable = false } = readOptions(options, ["allowUnreadable"], "findingsOf");
  checkBoolean("allowUnreadable", allowUnreadable);
  const { findings, unreadable } = readFinishedScan(scan);
  if (unreadable === 0 || allowUnreadable) return findings;
  const fix = "set allowUnreadable to leave them out";
  throw new VigilesError("RESPONSE_INVALID", `${unreadable} findings of the scan can't be read; ${fix}`);
}

/**
 * Reads the findings of a scan, and refuses everything that has none because it is no finished scan.
 *
 * @param scan - what a caller passed as the result of an operation
 * @throws VigilesError `INPUT_INVALID`, `RESPONSE_INVALID`
 */
export function readFinishedScan(scan: ScanResult): ReadFindings {
  refuseOtherValues(scan);
  if (scan.cves === undefined) {
    const fix = "uploadOnly and rescanOnly return none: leave them out, or call manifests.latestReport";
    throw new VigilesError("RESPONSE_INVALID", `The scan has no findings (cves); ${fix}`);
  }
  const fault = findFindingsFault(scan);
  if (fault === undefined) return readScan(scan);
  throw new VigilesError("RESPONSE_INVALID", `The scan ${fault}`);
}

/**
 * Finds what is wrong with the list of findings of a scan.
 *
 * @param scan - response of the service
 * @returns a predicate for messages, such as `has no list of findings in cves`; undefined if the list is empty or left out, or
 * one of its entries can be read
 */
export function findFindingsFault(scan: ScanResult): string | undefined {
  const { cves } = scan;
  if (cves !== undefined && !isRecord(cves) && !Array.isArray(cves)) return "has no list of findings in cves";
  const { findings, unreadable } = readScan(scan);
  if (unreadable === 0 || findings.length > 0) return undefined;
  return `has no finding that can be read, and ${unreadable} that can't`;
}

function refuseOtherValues(scan: unknown): void {
  const remedy = findRemedy(scan);
  if (remedy === undefined) return;
  throw new VigilesError("INPUT_INVALID", `The scan must be the result of upload, rescan or latestReport; ${remedy}`);
}

/** What to do about a value that is no finished scan; undefined for one that may be. */
function findRemedy(scan: unknown): string | undefined {
  if (!isRecord(scan)) return `it is ${scan === null ? "null" : Array.isArray(scan) ? "a list" : typeof scan}`;
  if (typeof scan["then"] === "function") return "it is a promise: await it";
  if (isDryRun(scan)) return "it is a dry run, which sends nothing: leave out dryRun";
  const { cves, job_id: jobId, manifest_token: token } = scan;
  if (cves === undefined && typeof jobId === "string") {
    return "it is a job (returnJob): wait for it with jobs.wait, then call manifests.latestReport";
  }
  return typeof token === "string" ? undefined : "it has no manifest_token";
}
