// Scans an SBOM, and fails the build if an open finding is high or critical.
// Usage: node ci-gate.ts SBOM NAME. The account comes from VIGILES_KEY_FILE or VIGILES_EMAIL and VIGILES_KEY; the folder from VIGILES_DASHBOARD_CONFIG.
// It exits with 0 if nothing fails the build, 11 for findings, 2 for a wrong command line, and otherwise with the code that the command has for the error.
import { createVigiles } from "@org/vigiles";
import { checkFindings, exitCodeOf, exitCodes, hintOf } from "@org/vigiles/gate";

async function gate(file: string, manifestName: string): Promise<number> {
  const vigiles = createVigiles();
  try {
    const scan = await vigiles.manifests.upload({ file, manifestName });
    const { failing, open, warnings } = await checkFindings(scan, { failOn: "high", sbom: { file } });
    for (const warning of warnings) console.error(`warning: ${warning}`);
    for (const { severity, id, package: name, version, fixedBy } of failing) {
      console.log(`${severity} ${id} in ${name} ${version}; fixed by ${fixedBy.join(" or ") || "nothing yet"}`);
    }
    console.log(`${open.length} open findings, ${failing.length} of them fail the build`);
    return failing.length > 0 ? exitCodes.policy : exitCodes.done;
  } finally {
    await vigiles.close();
  }
}

const [file, manifestName] = process.argv.slice(2);
if (file === undefined || manifestName === undefined) {
  console.error("usage: node ci-gate.ts SBOM NAME");
  process.exitCode = exitCodes.usage;
} else {
  try {
    process.exitCode = await gate(file, manifestName);
  } catch (error) {
    console.error(error instanceof Error && "code" in error ? `${String(error.code)}: ${error.message}` : error);
    const hint = hintOf(error);
    if (hint !== undefined) console.error(`hint: ${hint}`);
    process.exitCode = exitCodeOf(error);
  }
}
