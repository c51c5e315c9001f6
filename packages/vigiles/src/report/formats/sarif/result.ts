import { createHash } from "node:crypto";
import { findingIdentity } from "../../../findings/distinct-findings.js";
import type { Finding } from "../../../findings/finding.js";
import { isOpen } from "../../../findings/status.js";
import { factText, withFixAndAdvisory } from "../finding-text.js";
import { levels } from "./level.js";
import { escapeMessage, shorten } from "./message-text.js";

/** A finding is about the whole SBOM. GitHub requires a region with all four members. */
const region = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };

/** GitHub reads the first 16 hexadecimal digits of a hash, and the number of the line among equal lines. */
const lineHashDigits = 16;

/**
 * Makes the result for a finding.
 *
 * @param finding - with cleaned texts
 * @param ruleIndex - of its vulnerability
 * @param uri - of the SBOM
 */
export function resultOf(finding: Finding, ruleIndex: number, uri: string): object {
  const { id, package: name, version, severity, status, isNew } = finding;
  const fingerprint = createHash("sha256").update(findingIdentity(finding)).digest("hex");
  return {
    ruleId: id,
    ruleIndex,
    level: levels[severity],
    message: { text: messageOf(finding) },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri }, region },
        logicalLocations: [{ name, fullyQualifiedName: version === "" ? name : `${name}@${version}`, kind: "package" }],
      },
    ],
    partialFingerprints: {
      primaryLocationLineHash: `${fingerprint.slice(0, lineHashDigits)}:1`,
      "finding/v1": fingerprint,
    },
    ...(isNew === undefined ? {} : { baselineState: isNew ? "new" : "unchanged" }),
    ...(isOpen(finding) ? {} : { suppressions: [{ kind: "external", status: "accepted", justification: status }] }),
  };
}

/** For example `openssl 1.0.1f has CVE-2014-0160 (high, CVSS 7.5): Unfixed; fixed by 1.0.1g; https://…`. */
function messageOf(finding: Finding): string {
  return withFixAndAdvisory(factText(finding), finding, (text) => escapeMessage(shorten(text)));
}
