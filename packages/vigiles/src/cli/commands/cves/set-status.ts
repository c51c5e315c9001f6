import type { Command } from "commander";
import type { SetStatusOptions } from "../../../client/operations/cves.js";
import { VigilesError } from "../../../errors.js";
import { oneLine } from "../../../util/printable.js";
import type { CommandContext } from "../../context/command-context.js";
import { examples } from "../../help/examples.js";
import { withTokens } from "../../names/with-tokens.js";
import { addNamedArguments, readNamedArguments } from "../../options/named-arguments.js";
import type { Runner } from "../../run-command.js";

const setStatusArguments = {
  scope: "manifest, group or all",
  "cve-id": "id of the CVE",
  package: "name of the package",
  status: "for example not_affected",
};

interface SetStatusFlags {
  readonly justification?: string;
  readonly detail: string;
  readonly version: string;
  readonly groups?: string[];
  readonly manifests?: string[];
  readonly group?: string[];
  readonly manifest?: string[];
  readonly rescan?: boolean;
}

/** Adds `cves set-status`. */
export function addSetStatus(cves: Command, run: Runner): void {
  addNamedArguments(cves.command("set-status"), setStatusArguments)
    .description("set the triage status of a CVE in a package; reports show it after the next scan")
    .option("-j, --justification <reason>", "for example code_not_present")
    .option("-d, --detail <text>", "explanation in your own words", "")
    .option("-v, --version <version>", "version of the package", "")
    .option(
      "-g, --groups <tokens...>",
      "groups that get the status, for scope group (default: the group of the dashboard config)",
    )
    .option("-m, --manifests <tokens...>", "SBOMs that get the status, for scope manifest")
    .option("--group <token>", "one of the groups (repeatable)", appendToken)
    .option("--manifest <token>", "one of the SBOMs (repeatable)", appendToken)
    .option("--rescan", "scan the SBOMs of --manifest again, so that their reports show the status")
    .addHelpText(
      "after",
      examples(
        "vigiles cves set-status manifest CVE-2014-0160 openssl not_affected -j code_not_present --manifest TOKEN",
        "vigiles cves set-status manifest CVE-2014-0160 openssl resolved --manifest TOKEN --rescan",
        "vigiles cves set-status --cve-id CVE-2014-0160 --package openssl --scope all --status in_triage",
      ),
    )
    .action(run(setStatus));
}

async function setStatus(context: CommandContext): Promise<unknown> {
  const { client, command, control, globals } = context;
  const [scope = "", id = "", packageName = "", status = ""] = readNamedArguments(command, setStatusArguments);
  const flags = command.opts<SetStatusFlags>();
  if (flags.rescan && scope !== "manifest") {
    throw new VigilesError(
      "USAGE",
      "--rescan needs the scope manifest, whose SBOMs are named; rescan the others one by one",
    );
  }
  const decision: SetStatusOptions = {
    scope,
    packageName,
    status,
    justification: flags.justification,
    justificationDetail: flags.detail,
    packageVersion: flags.version,
    groupTokens: joinTokens(flags.groups, flags.group),
    manifestTokens: joinTokens(flags.manifests, flags.manifest),
  };
  const { result, manifests } = await withTokens(context, decision, async (found) => ({
    result: await client.cves.setStatus(id, { ...found, ...control }),
    manifests: found.manifestTokens ?? [],
  }));
  if (globals.dryRun) return result;
  if (flags.rescan) return { result, rescans: await rescanAll(context, manifests) };
  sayThatRescanIsNeeded(context, manifests);
  return result;
}

/** One after the other: a scan is work for the service. */
async function rescanAll(context: CommandContext, manifests: readonly string[]): Promise<readonly unknown[]> {
  const { client, control, indicator } = context;
  const rescans: unknown[] = [];
  indicator.expectScan();
  for (const [at, manifest] of manifests.entries()) {
    try {
      rescans.push(await client.manifests.rescan(manifest, { rescanOnly: true, ...control }));
    } catch (error) {
      sayThatRescanIsNeeded(context, manifests.slice(at));
      throw error;
    }
  }
  return rescans;
}

/** The status is set anyway. Without this warning, users would look for it in an older report. */
function sayThatRescanIsNeeded({ globals, indicator, io }: CommandContext, manifests: readonly string[]): void {
  if (globals.quiet) return;
  indicator.hide();
  const commands =
    manifests.length === 0 ? ["manifest rescan TOKEN"] : manifests.map((token) => `manifest rescan ${token}`);
  const text = commands.map((command) => `vigiles ${oneLine(command)}`).join("; ");
  io.stderr.write(`vigiles: the status is set; reports show it after the next scan: ${text}\n`, () => {});
}

function appendToken(token: string, earlier: readonly string[] = []): string[] {
  return [...earlier, token];
}

/** Undefined if neither flag is given: the client then chooses. */
function joinTokens(list: string[] | undefined, repeated: string[] | undefined): string[] | undefined {
  return list === undefined && repeated === undefined ? undefined : [...(list ?? []), ...(repeated ?? [])];
}
