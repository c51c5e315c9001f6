import { advisoryUrl } from "../../findings/advisory-url.js";
import type { Finding } from "../../findings/finding.js";

/** For example `high, CVSS 7.5`. */
export function ratingText({ severity, cvss }: Finding): string {
  return cvss === undefined ? severity : `${severity}, CVSS ${cvss}`;
}

/** Name and version of a finding's package. */
export function packageText({ package: name, version }: Finding): string {
  return version === "" ? name : `${name} ${version}`;
}

/** For example `openssl 1.0.1f has CVE-2014-0160 (high, CVSS 7.5): Unfixed`. */
export function factText(finding: Finding): string {
  return `${packageText(finding)} has ${finding.id} (${ratingText(finding)}): ${finding.status}`;
}

/** What fixes a finding, for example `fixed by 1.0.1g`; empty if it is not known. */
export function fixText({ fixedBy }: Finding): string {
  return fixedBy.length === 0 ? "" : `fixed by ${fixedBy.join("; ")}`;
}

/**
 * Joins what is known of a finding. Only the address of the advisory is an address.
 *
 * @param fact - the first part
 * @param finding - with texts that the format allows
 * @param write - makes a text fit for the format. Default: as it is
 */
export function withFixAndAdvisory(
  fact: string,
  finding: Finding,
  write: (text: string) => string = (text) => text,
): string {
  const texts = [fact, fixText(finding)].filter((text) => text !== "").map(write);
  return [...texts, ...[advisoryUrl(finding.id)].filter((url) => url !== undefined)].join("; ");
}
