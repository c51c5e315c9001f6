import { isUnfixed } from "./finding.js";
import type { Finding, FindingStatus } from "./finding.js";
import { severityOf } from "./vulnerability.js";
import type { Severity } from "./vulnerability.js";

/** The number of findings by status and by severity. The totals include the kernel and the toolchain. */
export interface Counts extends StatusCounts {
  /** The findings of the Linux kernel. */
  readonly kernel: StatusCounts;
  /** The findings of compilers, debuggers and C libraries. */
  readonly toolchain: StatusCounts;
  /** The findings by severity. */
  readonly cvss_counts: SeverityCounts & { readonly kernel: SeverityCounts; readonly toolchain: SeverityCounts };
}

/** The number of findings by status. */
interface StatusCounts {
  /** Fixed. */
  readonly fixed: number;
  /** Unfixed, with a patch available. */
  readonly unapplied: number;
  /** Unfixed, without a patch. */
  readonly unfixed: number;
  /** Always 0, because the emulator does not know the releases of build systems. */
  readonly upgradable: number;
  /** Whitelisted. */
  readonly whitelisted: number;
}

type SeverityCounts = Readonly<Record<Severity, { readonly unfixed: number; readonly fixed: number }>>;

const kernelNames = ["linux", "linux-kernel", "linux-yocto", "linux_kernel", "kernel"];
const toolchainNames = ["binutils", "gcc", "gdb", "glibc", "libc6", "musl", "newlib", "uclibc"];

/** Counts findings, as reports show them. */
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
    const matching = findings.filter((one) => severityOf(one.score) === severity);
    return {
      unfixed: matching.filter(isUnfixed).length,
      fixed: matching.filter((one) => one.status === "Fixed").length,
    };
  };
  return { low: count("low"), medium: count("medium"), high: count("high"), critical: count("critical") };
}
