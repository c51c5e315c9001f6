import type { Command } from "commander";
import { commaList } from "../lists.js";
import type { Runner } from "../runner.js";

interface Decision {
  readonly justification?: string;
  readonly detail: string;
  readonly version: string;
  readonly groups?: string[];
  readonly manifests?: string[];
}

/** Adds `cves` and what is below it. */
export function cveCommands(program: Command, run: Runner): void {
  const cves = program.command("cves").alias("cve").description("CVEs").enablePositionalOptions();
  cves
    .command("search <product>")
    .description("CVEs of a product, by its CPE name")
    .option("-v, --version <version>", "of the product", "")
    .option("-i, --ids-only", "their ids alone")
    .action(
      run(async ({ client, control }, product: string, options: { version: string; idsOnly?: boolean }) => {
        const { version, idsOnly } = options;
        if (idsOnly) return client.cves.searchIds(product, { version, ...control });
        return client.cves.search(product, { version, ...control });
      }),
    );
  cves
    .command("info <cve-id>")
    .description("what is known about a CVE")
    .option("-f, --fields <list>", "these fields alone, comma-separated", commaList)
    .action(
      run(async ({ client, control }, id: string, { fields }: { fields?: string[] }) =>
        client.cves.info(id, { fields, ...control }),
      ),
    );
  statusCommands(cves, run);
}

function statusCommands(cves: Command, run: Runner): void {
  cves
    .command("set-status <scope> <cve-id> <package> <status>")
    .alias("set_status")
    .description("decide about a CVE in a package; scope is manifest, group or all")
    .option("-j, --justification <reason>", "for example code_not_present")
    .option("-d, --detail <text>", "in your own words", "")
    .option("-v, --version <version>", "of the package", "")
    .option("-g, --groups <tokens...>", "with scope group; default: that of the dashboard config")
    .option("-m, --manifests <tokens...>", "with scope manifest")
    .action(
      run(async ({ client, control }, scope: string, id: string, name: string, status: string, options: Decision) =>
        client.cves.setStatus(id, {
          scope,
          packageName: name,
          status,
          justification: options.justification,
          justificationDetail: options.detail,
          packageVersion: options.version,
          groupTokens: options.groups,
          manifestTokens: options.manifests,
          ...control,
        }),
      ),
    );
  cves
    .command("status <cve-id> <package-name> <package-version> <manifest-token>")
    .description("what was decided about a CVE in a package of an SBOM")
    .action(
      run(async ({ client, control }, id: string, packageName: string, packageVersion: string, manifestToken: string) =>
        client.cves.status(id, { packageName, packageVersion, manifestToken, ...control }),
      ),
    );
}
