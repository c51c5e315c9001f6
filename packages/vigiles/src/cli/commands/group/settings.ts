import type { Command } from "commander";
import type { OnOff } from "../../../client/enums/groups.js";
import type { Runner } from "../../run-command.js";
import { examples } from "../../help/examples.js";
import { withTokens } from "../../names/with-tokens.js";
import { knownOptions } from "../../options/known-options.js";

interface UpdateFlags {
  readonly groupToken?: string;
  readonly vulnIdentifiers?: string[];
  readonly vulnStrictMatch?: OnOff;
  readonly reportDepVulns?: OnOff;
  readonly autoCloseJiraIssues?: OnOff;
  readonly generateVulnAttrOnDate?: OnOff;
}

/** Adds `group settings info` and `group settings update`. */
export function addSettings(group: Command, run: Runner): void {
  const settings = group
    .command("settings")
    .description("settings of a group: matching and reports")
    .enablePositionalOptions()
    .addHelpText("after", examples("vigiles group settings info -g GROUP"));
  settings
    .command("info")
    .description("show the settings of a group (default: the dashboard config's)")
    .option("-g, --group-token <token>", "show the settings of this group")
    .addHelpText("after", examples("vigiles group settings info -g GROUP"))
    .action(
      run(async (context, flags: { groupToken?: string }) =>
        withTokens(context, knownOptions("groups.settings.get", flags), (options) =>
          context.client.groups.settings.get({ ...options, ...context.control }),
        ),
      ),
    );
  settings
    .command("update")
    .description("change settings of a group (default: the dashboard config's)")
    .option("-g, --group-token <token>", "change the settings of this group")
    .option("-i, --vuln-identifiers <names...>", 'identifiers to match by: PURL, CPE, "CVE Product", "Package Name"')
    .option("-s, --vuln-strict-match <on|off>", "match strictly")
    .option("-d, --report-dep-vulns <on|off>", "report vulnerabilities of dependencies")
    .option("-j, --auto-close-jira-issues <on|off>", "close the Jira issues of resolved vulnerabilities")
    .option("-a, --generate-vuln-attr-on-date <on|off>", "record dates with the attributes of vulnerabilities")
    .addHelpText("after", examples("vigiles group settings update -g GROUP -s on -i PURL CPE"))
    .action(
      run(async (context, flags: UpdateFlags) =>
        withTokens(context, knownOptions("groups.settings.update", flags), (options) =>
          context.client.groups.settings.update({ ...options, ...context.control }),
        ),
      ),
    );
}
