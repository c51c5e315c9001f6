import { Option, type Command } from "commander";
import type { ActivityLogOptions } from "../../../client/operations/groups/activity-log.js";
import type { Runner } from "../../run-command.js";
import { examples } from "../../help/examples.js";
import { withTokens } from "../../names/with-tokens.js";
import { knownOptions } from "../../options/known-options.js";

type ActivityLogFlags = Omit<ActivityLogOptions, "noFolder"> & { readonly folder: boolean };

/** Adds `group activity-log`. */
export function addActivityLog(group: Command, run: Runner): void {
  group
    .command("activity-log [group-token]")
    .description("list what happened in a group (default: the dashboard config's)")
    .option("-f, --folder-token <token>", "only entries of this folder")
    .addOption(
      new Option("--no-folder", "entries of all folders, even if the dashboard config has one").conflicts(
        "folderToken",
      ),
    )
    .option("-s, --manifest-token <token>", "only entries about this SBOM")
    .option("-r, --report-token <token>", "only entries about this report")
    .option("-u, --user-email <email>", "only entries by this user")
    .option("-p, --package-name <name>", "only entries about this package")
    .option("-v, --package-version <version>", "only entries about this version of the package")
    .option("-i, --vuln-id <id>", "only entries about this CVE")
    .option("-t, --log-type <type>", "only entries of this type, for example update_vuln_status")
    .option("-m, --log-method <method>", "only entries by ui or api")
    .addHelpText("after", examples("vigiles group activity-log GROUP --vuln-id CVE-2014-0160"))
    .action(
      run(async (context, groupToken: string | undefined, flags: ActivityLogFlags) => {
        const { client, control } = context;
        const filters = { ...knownOptions("groups.activityLog", flags), groupToken, noFolder: !flags.folder };
        return withTokens(context, filters, (tokens) => client.groups.activityLog({ ...tokens, ...control }).all());
      }),
    );
}
