import type { Command } from "commander";
import { askBeforeDeleting } from "../../context/confirm-deletion.js";
import type { Runner } from "../../run-command.js";
import { examples } from "../../help/examples.js";

interface Added {
  readonly memberEmail: string;
  readonly role: string;
  readonly accessSubgroups?: boolean;
}

/** Adds `group members` and what is below it. */
export function memberCommands(group: Command, run: Runner): void {
  const members = group
    .command("members")
    .description("who is in a group")
    .enablePositionalOptions()
    .addHelpText("after", examples("vigiles group members list GROUP"));
  members
    .command("list <group-token>")
    .description("members of a group")
    .addHelpText("after", examples("vigiles group members list GROUP"))
    .action(run(async ({ client, control }, token: string) => client.groups.members.list(token, control)));
  members
    .command("add <group-token>")
    .description("take somebody in")
    .requiredOption("-e, --member-email <email>", "who")
    .requiredOption("-r, --role <role>", "as what")
    .option("-a, --access-subgroups", "into the subgroups too")
    .addHelpText("after", examples("vigiles group members add GROUP -e ann@example.com -r member"))
    .action(
      run(async ({ client, control }, token: string, { memberEmail, role, accessSubgroups }: Added) =>
        client.groups.members.add(token, { memberEmail, role, allowAccessToSubgroups: accessSubgroups, ...control }),
      ),
    );
  members
    .command("update <group-token>")
    .description("give somebody another role")
    .requiredOption("-e, --member-email <email>", "who")
    .requiredOption("-r, --new-role <role>", "the new role")
    .addHelpText("after", examples("vigiles group members update GROUP -e ann@example.com -r admin"))
    .action(
      run(async ({ client, control }, token: string, options: { memberEmail: string; newRole: string }) =>
        client.groups.members.update(token, { ...options, ...control }),
      ),
    );
  members
    .command("remove <group-token>")
    .description("put somebody out")
    .requiredOption("-e, --member-email <email>", "who")
    .option("--yes", "do not ask")
    .addHelpText("after", examples("vigiles group members remove GROUP -e ann@example.com --yes"))
    .action(
      run(async (context, token: string, { memberEmail, yes }: { memberEmail: string; yes?: boolean }) => {
        await askBeforeDeleting(context, `member ${memberEmail}`, yes ?? false);
        return context.client.groups.members.remove(token, { memberEmail, ...context.control });
      }),
    );
}
