import type { Command } from "commander";
import type { ActivityLogOptions } from "../../../client/operations/groups/activity-log.js";
import type { Runner } from "../../run-command.js";
import { examples } from "../../help/examples.js";

/** Adds `group activity-log`. */
export function activityLogCommand(group: Command, run: Runner): void {
  group
    .command("activity-log [group-token]")
    .description("what happened in a group; by default in that of the dashboard config")
    .option("-f, --folder-token <token>", "in this folder")
    .option("--no-folder", "in no folder, even if one is configured")
    .option("-s, --manifest-token <token>", "to this SBOM")
    .option("-r, --report-token <token>", "to this report")
    .option("-u, --user-email <email>", "by this person")
    .option("-p, --package-name <name>", "to this package")
    .option("-v, --package-version <version>", "to this version of it")
    .option("-i, --vuln-id <id>", "to this CVE")
    .option("-t, --log-type <type>", "of this kind, for example update_vuln_status")
    .option("-m, --log-method <method>", "by ui or api")
    .addHelpText("after", examples("vigiles group activity-log GROUP --vuln-id CVE-2014-0160"))
    .action(
      run(async ({ client, control }, groupToken: string | undefined, options: ActivityLogFlags) => {
        const { folder, ...filters } = options;
        return client.groups.activityLog({ ...filters, groupToken, noFolder: !folder, ...control }).all();
      }),
    );
}

type ActivityLogFlags = Omit<ActivityLogOptions, "noFolder"> & { readonly folder: boolean };
