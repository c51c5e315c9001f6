import type { Package } from "../sbom/sbom.js";
import { scan } from "../scanner/scan.js";
import type { Manifest, Report, StatusDecision, VigilesState } from "./state.js";

/** Scans a manifest with the current statuses and custom scores, and stores the report. */
export function addReport(state: VigilesState, manifest: Manifest, token?: string): Report {
  const createdMs = state.clock.nowMs();
  const report: Report = {
    token: token ?? state.tokens.issueAt(createdMs),
    manifest: manifest.token,
    createdMs,
    findings: scan(manifest.sbom, {
      kernelConfig: manifest.kernelConfig,
      ubootConfig: manifest.ubootConfig,
      findDecision: (pkg, cveId) => findDecision(state, manifest, pkg, cveId),
      findCustomScore: (pkg, cveId) => findCustomScore(manifest, pkg, cveId),
    }),
  };
  state.reports.set(report.token, report);
  return report;
}

/** Returns the reports of a manifest, oldest first. */
export function reportsOf({ reports }: VigilesState, manifest: string): readonly Report[] {
  return [...reports.values()].filter((report) => report.manifest === manifest);
}

/** Returns the latest status that was set for a vulnerability of a package in a manifest. */
export function findDecision(
  { decisions }: VigilesState,
  manifest: Manifest,
  pkg: Pick<Package, "name" | "version">,
  cveId: string,
): StatusDecision | undefined {
  return decisions.findLast(
    (decision) =>
      decision.cveId === cveId &&
      decision.package === pkg.name &&
      (decision.version === undefined || decision.version === pkg.version) &&
      appliesTo(decision, manifest),
  );
}

function appliesTo({ scope, targets }: StatusDecision, manifest: Manifest): boolean {
  if (scope === "all") return true;
  return targets.includes(scope === "group" ? manifest.group : manifest.token);
}

function findCustomScore({ customScores }: Manifest, pkg: Package, cveId: string): number | undefined {
  const found = customScores.findLast(
    (one) =>
      one.cveId === cveId && one.package === pkg.name && (one.version === undefined || one.version === pkg.version),
  );
  return found?.score;
}
