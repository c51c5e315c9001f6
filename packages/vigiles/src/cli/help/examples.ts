import type { Command } from "commander";

/** Command lines to learn from, by the command they are for. */
export const examples: Readonly<Record<string, readonly string[]>> = {
  heartbeat: ["vigiles heartbeat", "vigiles -k ~/keys/vigiles.json heartbeat"],
  about: ["vigiles about"],
  version: ["vigiles version", "vigiles --version"],
  manifest: ["vigiles manifest upload sbom.cdx.json --fail-on critical", "vigiles manifest list"],
  "manifest upload": [
    'vigiles -d dashboard_config manifest upload sbom.cdx.json -n "gateway 1.4"',
    "vigiles manifest upload sbom.json --kernel-config .config --fail-on high",
    "vigiles manifest upload sbom.json --export-format pdf --export-path report.pdf",
    "syft . -o cyclonedx-json | vigiles manifest upload -",
  ],
  "manifest list": ["vigiles manifest list --group-token GROUP", "vigiles --output table manifest list"],
  "manifest info": ["vigiles manifest info TOKEN -f spdx -i json"],
  "manifest download": ["vigiles manifest download TOKEN -f spdx -i tag -v 2.3 -o sbom.spdx"],
  "manifest rescan": ["vigiles manifest rescan TOKEN --fail-on high", "vigiles manifest rescan TOKEN --background"],
  "manifest latest-report": ["vigiles manifest latest-report TOKEN -e published,references"],
  "manifest reports": ["vigiles manifest reports TOKEN"],
  "manifest delete": ["vigiles manifest delete TOKEN --confirm", "vigiles --dry-run manifest delete TOKEN --confirm"],
  "manifest move": ["vigiles manifest move TOKEN OTHER -g GROUP --include-history"],
  "manifest copy": ["vigiles manifest copy TOKEN -f FOLDER"],
  "manifest custom-score": ["vigiles manifest custom-score set TOKEN -p openssl --cve-id CVE-2014-0160 -s 9.1"],
  "manifest custom-score set": [
    "vigiles manifest custom-score set TOKEN -p openssl --cve-id CVE-2014-0160 -s 9.1 --version 1.0.1f",
  ],
  report: ["vigiles report download pdf REPORT -o report.pdf"],
  "report download": [
    "vigiles report download pdf REPORT -o report.pdf",
    "vigiles report download --report-token REPORT --file-type cyclonedx-vex --stdout",
  ],
  "report html": ["vigiles report html REPORT -o report.html", "vigiles report html MANIFEST -o newest.html"],
  "report compare": ["vigiles report compare OLD NEW --remove-not-affected"],
  folder: ["vigiles folder list -g GROUP"],
  "folder list": ["vigiles folder list -g GROUP", "vigiles folder list --archived-only"],
  "folder create": ["vigiles folder create releases -g GROUP"],
  "folder archive": ["vigiles folder archive FOLDER OTHER"],
  "folder unarchive": ["vigiles folder unarchive FOLDER"],
  group: ["vigiles group list", "vigiles group members list GROUP"],
  "group list": ["vigiles group list", "vigiles group list --archived"],
  "group list-archived": ["vigiles group list-archived"],
  "group info": ["vigiles group info -g GROUP --subgroups"],
  "group create": ["vigiles group create gateways -g PARENT", "vigiles group create gateways --top-level"],
  "group delete": ["vigiles group delete GROUP --yes"],
  "group archive": ["vigiles group archive GROUP"],
  "group unarchive": ["vigiles group unarchive GROUP"],
  "group settings": ["vigiles group settings info -g GROUP"],
  "group settings info": ["vigiles group settings info -g GROUP"],
  "group settings update": ["vigiles group settings update -g GROUP -s on -i PURL CPE"],
  "group members": ["vigiles group members list GROUP"],
  "group members list": ["vigiles group members list GROUP"],
  "group members add": ["vigiles group members add GROUP -e ann@example.com -r member"],
  "group members update": ["vigiles group members update GROUP -e ann@example.com -r admin"],
  "group members remove": ["vigiles group members remove GROUP -e ann@example.com --yes"],
  "group activity-log": ["vigiles group activity-log GROUP --vuln-id CVE-2014-0160"],
  product: ["vigiles product list"],
  "product list": ["vigiles product list"],
  "product create": ['vigiles product create gateway -d "at the door"'],
  "product info": ["vigiles product info -p PRODUCT"],
  cves: ["vigiles cves info CVE-2014-0160"],
  "cves search": ["vigiles cves search openssl --version 1.0.1f --ids-only"],
  "cves info": ["vigiles cves info CVE-2014-0160"],
  "cves set-status": [
    "vigiles cves set-status manifest CVE-2014-0160 openssl not_affected -j code_not_present --manifest TOKEN",
    "vigiles cves set-status --cve-id CVE-2014-0160 --package openssl --scope all --status in_triage",
  ],
  "cves status": ["vigiles cves status CVE-2014-0160 openssl 1.0.1f TOKEN"],
  job: ["vigiles job wait JOB"],
  "job show": ["vigiles job show JOB"],
  "job wait": ["vigiles job wait JOB --timeout 3600"],
  config: ["vigiles config", "vigiles -k other_key config --output table"],
  doctor: ["vigiles doctor", "vigiles --proxy http://proxy.example.com:8080 doctor"],
  completion: [
    "vigiles completion bash > ~/.local/share/bash-completion/completions/vigiles",
    'vigiles completion zsh > "${fpath[1]}/_vigiles"',
    "vigiles completion fish > ~/.config/fish/completions/vigiles.fish",
    "vigiles completion powershell >> $PROFILE",
  ],
};

/**
 * Shows the examples of every command below its help.
 *
 * @param root - with all its commands
 */
export function addExamples(root: Command): void {
  for (const command of root.commands) addBelow(command, command.name());
}

function addBelow(command: Command, path: string): void {
  const lines = examples[path];
  if (lines !== undefined) command.addHelpText("after", `\nExamples:\n${lines.map((line) => `  ${line}\n`).join("")}`);
  for (const child of command.commands) addBelow(child, `${path} ${child.name()}`);
}
