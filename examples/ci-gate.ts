// Scans an SBOM, and fails the build if an open finding is high or critical.
// Usage: node ci-gate.ts SBOM. The account comes from VIGILES_KEY_FILE or VIGILES_EMAIL and VIGILES_KEY; the folder from VIGILES_DASHBOARD_CONFIG.
import { createVigiles, findingsOf, isOpen, type Severity } from "@org/vigiles";

const failing: readonly Severity[] = ["critical", "high"];
const [file] = process.argv.slice(2);
if (file === undefined) throw new Error("usage: node ci-gate.ts SBOM");

const vigiles = createVigiles();
try {
  const scan = await vigiles.manifests.upload({ file, manifestName: "my product" });
  const open = findingsOf(scan).filter(isOpen);
  const bad = open.filter(({ severity }) => failing.includes(severity));
  for (const { severity, id, package: name, version, fixedBy } of bad) {
    console.log(`${severity} ${id} in ${name} ${version}; fixed by ${fixedBy.join(" or ") || "nothing yet"}`);
  }
  console.log(`${open.length} open findings, ${bad.length} of them fail the build`);
  process.exitCode = bad.length > 0 ? 1 : 0;
} finally {
  await vigiles.close();
}
