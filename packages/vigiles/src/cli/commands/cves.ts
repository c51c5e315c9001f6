import type { Command } from "commander";
import { commaList } from "../options/parse-values.js";
import { addNamedArguments, namedArguments } from "../options/named-arguments.js";
import type { Runner } from "../run-command.js";
import { examples } from "../help/examples.js";

interface Decision {
  readonly justification?: string;
  readonly detail: string;
  readonly version: string;
  readonly groups?: string[];
  readonly manifests?: string[];
  readonly group?: string[];
  readonly manifest?: string[];
}

/** Fills `cves` in. */
export function cveCommands(cves: Command, run: Runner): void {
  cves.addHelpText("after", examples("vigiles cves info CVE-2014-0160"));
  cves
    .command("search <product>")
    .description("CVEs of a product, by its CPE name")
    .option("-v, --version <version>", "of the product", "")
    .option("-i, --ids-only", "their ids alone")
    .addHelpText("after", examples("vigiles cves search openssl --version 1.0.1f --ids-only"))
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
    .addHelpText("after", examples("vigiles cves info CVE-2014-0160"))
    .action(
      run(async ({ client, control }, id: string, { fields }: { fields?: string[] }) =>
        client.cves.info(id, { fields, ...control }),
      ),
    );
  statusCommands(cves, run);
}

const decisionArguments = {
  scope: "manifest, group or all",
  "cve-id": "which CVE",
  package: "name of the package",
  status: "for example not_affected",
};

const statusArguments = {
  "cve-id": "which CVE",
  "package-name": "name of the package",
  "package-version": "its version",
  "manifest-token": "the SBOM it is in",
};

type Place = string | undefined;

function statusCommands(cves: Command, run: Runner): void {
  addNamedArguments(cves.command("set-status"), decisionArguments)
    .description("decide about a CVE in a package; scope is manifest, group or all")
    .option("-j, --justification <reason>", "for example code_not_present")
    .option("-d, --detail <text>", "in your own words", "")
    .option("-v, --version <version>", "of the package", "")
    .option("-g, --groups <tokens...>", "with scope group; default: that of the dashboard config")
    .option("-m, --manifests <tokens...>", "with scope manifest")
    .option("--group <token>", "one of the groups; may be repeated", collect)
    .option("--manifest <token>", "one of the SBOMs; may be repeated", collect)
    .addHelpText(
      "after",
      examples(
        "vigiles cves set-status manifest CVE-2014-0160 openssl not_affected -j code_not_present --manifest TOKEN",
        "vigiles cves set-status --cve-id CVE-2014-0160 --package openssl --scope all --status in_triage",
      ),
    )
    .action(
      run(async (context, _scope: Place, _id: Place, _package: Place, _status: Place, options: Decision) => {
        const [scope = "", id = "", packageName = "", status = ""] = namedArguments(context.command, decisionArguments);
        return context.client.cves.setStatus(id, {
          scope,
          packageName,
          status,
          justification: options.justification,
          justificationDetail: options.detail,
          packageVersion: options.version,
          groupTokens: joined(options.groups, options.group),
          manifestTokens: joined(options.manifests, options.manifest),
          ...context.control,
        });
      }),
    );
  addNamedArguments(cves.command("status"), statusArguments)
    .description("what was decided about a CVE in a package of an SBOM")
    .addHelpText("after", examples("vigiles cves status CVE-2014-0160 openssl 1.0.1f TOKEN"))
    .action(
      run(async ({ client, command, control }) => {
        const [id = "", packageName = "", packageVersion = "", manifestToken = ""] = namedArguments(
          command,
          statusArguments,
        );
        return client.cves.status(id, { packageName, packageVersion, manifestToken, ...control });
      }),
    );
}

function collect(token: string, earlier: readonly string[] = []): string[] {
  return [...earlier, token];
}

function joined(one: string[] | undefined, other: string[] | undefined): string[] | undefined {
  return one === undefined && other === undefined ? undefined : [...(one ?? []), ...(other ?? [])];
}
