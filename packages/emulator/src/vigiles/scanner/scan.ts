import type { Package, Sbom } from "../sbom/sbom.js";
import type { Finding, FindingDecision, FindingStatus } from "./finding.js";
import { matchPackages } from "./match-packages.js";
import type { Match } from "./match-packages.js";
import { fixedVersion } from "./version.js";
import type { Vulnerability } from "./vulnerability.js";

/** What a scan uses in addition to the SBOM. */
export interface ScanContext {
  /** The `.config` of the kernel. It excludes vulnerabilities of options that are not set. */
  readonly kernelConfig?: string | undefined;
  /** The `.config` of U-Boot. It excludes vulnerabilities of options that are not set. */
  readonly ubootConfig?: string | undefined;
  /** Returns the triage status that a user has set. */
  findDecision?(pkg: Package, cveId: string): FindingDecision | undefined;
  /** Returns the custom score that a user has set. */
  findCustomScore?(pkg: Package, cveId: string): number | undefined;
}

/** Finds the known vulnerabilities of the packages in an SBOM, in the order of the packages. */
export function scan(sbom: Sbom, context: ScanContext = {}): readonly Finding[] {
  const packages = new Map(sbom.packages.map((pkg) => [JSON.stringify([pkg.name, pkg.version, pkg.purl]), pkg]));
  return matchPackages([...packages.values()])
    .filter(({ vulnerability }) => isConfigured(vulnerability, context))
    .map((match) => toFinding(match, sbom.whitelist, context));
}

/** Whether the build uses the vulnerable option. Without a configuration, it is assumed to. */
function isConfigured({ kernelConfig, ubootConfig }: Vulnerability, context: ScanContext): boolean {
  return hasOption(kernelConfig, context.kernelConfig) && hasOption(ubootConfig, context.ubootConfig);
}

function hasOption(option: string | undefined, config: string | undefined): boolean {
  if (option === undefined || config === undefined) return true;
  return config.split("\n").some((line) => line.startsWith(`${option}=`) && !line.startsWith(`${option}=n`));
}

function toFinding(
  { package: pkg, vulnerability }: Match,
  whitelist: readonly string[],
  context: ScanContext,
): Finding {
  const decision = context.findDecision?.(pkg, vulnerability.id);
  const patches = pkg.patched?.[vulnerability.id];
  const isWhitelisted = whitelist.includes(vulnerability.id);
  return {
    package: pkg.name,
    version: pkg.version,
    purl: pkg.purl,
    vulnerability,
    score: context.findCustomScore?.(pkg, vulnerability.id) ?? vulnerability.cvss,
    status: patches === undefined ? statusOf(vulnerability, decision, isWhitelisted) : "Fixed",
    fixedBy: patches ?? fixesFor(pkg, vulnerability),
    decision,
  };
}

function statusOf(
  vulnerability: Vulnerability,
  decision: FindingDecision | undefined,
  isWhitelisted: boolean,
): FindingStatus {
  if (decision?.status.startsWith("resolved") === true) return "Fixed";
  if (decision?.status === "not_affected" || decision?.status === "false_positive") return "Whitelisted";
  if (isWhitelisted) return "Whitelisted";
  return upstreamPatch(vulnerability) === undefined ? "Unfixed" : "Unfixed, Patch Available";
}

function fixesFor({ version }: Package, vulnerability: Vulnerability): readonly string[] {
  const patch = upstreamPatch(vulnerability);
  if (patch !== undefined) return [patch];
  const release = fixedVersion(version, vulnerability.ranges);
  return release === undefined ? [] : [`upgrade to ${release}`];
}

/** Returns the reference that links to a commit. */
function upstreamPatch({ references }: Vulnerability): string | undefined {
  return references.find((url) => /\/commit\/|git\.kernel\.org\/linus\//.test(url));
}
