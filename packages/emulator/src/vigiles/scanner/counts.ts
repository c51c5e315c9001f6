import { isUnfixed } from "./finding.js";
import type { Finding, FindingStatus } from "./finding.js";
import { severityOf } from "./vulnerability.js";
import type { Severity } from "./vulnerability.js";

/** Findings by status, and by severity; the totals include the kernel's and the toolchain's. */
export interface Counts extends StatusCounts {
  readonly kernel: StatusCounts;
  readonly toolchain: StatusCounts;
  readonly cvss_counts: SeverityCounts & { readonly kernel: SeverityCounts; readonly toolchain: SeverityCounts };
}

/** How many findings have each status. */
export interface StatusCounts {
  readonly fixed: number;
  readonly unapplied: number;
  readonly unfixed: number;
  /** Always 0: which releases a build system could move to is not known here. */
  readonly upgradable: number;
  readonly whitelisted: number;
}

type SeverityCounts = Readonly<Record<Severity, { readonly unfixed: number; readonly fixed: number }>>;

const kernelNames = ["linux", "linux-kernel", "linux-yocto", "linux_kernel", "kernel"];
const toolchainNames = ["binutils", "gcc", "gdb", "glibc", "libc6", "musl", "newlib", "uclibc"];

/** Counts findings as reports show them. */
export function countFindings(findings: readonly Finding[]): Counts {
  const kernel = findings.filter((one) => kernelNames.includes(one.package.toLowerCase()));
  const toolchain = findings.filter((one) => toolchainNames.includes(one.package.toLowerCase()));
  return {
    ...byStatus(findings),
    kernel: byStatus(kernel),
    toolchain: byStatus(toolchain),
    cvss_counts: { ...bySeverity(findings), kernel: bySeverity(kernel), toolchain: bySeverity(toolchain) },
  };
}

function byStatus(findings: readonly Finding[]): StatusCounts {
  const count = (status: FindingStatus): number => findings.filter((one) => one.status === status).length;
  return {
    fixed: count("Fixed"),
    unapplied: count("Unfixed, Patch Available"),
    unfixed: count("Unfixed"),
    upgradable: 0,
    whitelisted: count("Whitelisted"),
  };
}

function bySeverity(findings: readonly Finding[]): SeverityCounts {
  const count = (severity: Severity): { unfixed: number; fixed: number } => {
    const those = findings.filter((one) => severityOf(one.score) === severity);
    return { unfixed: those.filter(isUnfixed).length, fixed: those.filter((one) => one.status === "Fixed").length };
  };
  return { low: count("low"), medium: count("medium"), high: count("high"), critical: count("critical") };
}
