import type { Command } from "commander";
import type { CommandContext } from "../../context/command-context.js";
import { confirmDeletion } from "../../context/confirm-deletion.js";
import type { Runner } from "../../run-command.js";
import { withTokens } from "../../names/with-tokens.js";
import { examples } from "../../help/examples.js";

interface AddFlags {
  readonly memberEmail: string;
  readonly role: string;
  readonly accessSubgroups?: boolean;
}

/** Adds `group members` and its subcommands. */
export function addMembers(group: Command, run: Runner): void {
  const members = group
    .command("members")
    .description("members of a group")
    .enablePositionalOptions()
    .addHelpText("after", examples("vigiles group members list GROUP"));
  members
    .command("list <group-token>")
    .description("list the members of a group")
    .addHelpText("after", examples("vigiles group members list GROUP"))
    .action(run(inGroup(({ client, control }, token) => client.groups.members.list(token, control))));
  members
    .command("add <group-token>")
    .description("add a member")
    .requiredOption("-e, --member-email <email>", "e-mail address of the member")
    .requiredOption("-r, --role <role>", "role of the member")
    .option("-a, --access-subgroups", "also give access to the subgroups")
    .addHelpText("after", examples("vigiles group members add GROUP -e ann@example.com -r member"))
    .action(
      run(
        inGroup(({ client, control }, token, { memberEmail, role, accessSubgroups }: AddFlags) =>
          client.groups.members.add(token, { memberEmail, role, allowAccessToSubgroups: accessSubgroups, ...control }),
        ),
      ),
    );
  addMemberChanges(members, run);
}

function addMemberChanges(members: Command, run: Runner): void {
  members
    .command("update <group-token>")
    .description("change the role of a member")
    .requiredOption("-e, --member-email <email>", "e-mail address of the member")
    .requiredOption("-r, --new-role <role>", "the new role")
    .addHelpText("after", examples("vigiles group members update GROUP -e ann@example.com -r admin"))
    .action(
      run(
        inGroup(({ client, control }, token, { memberEmail, newRole }: { memberEmail: string; newRole: string }) =>
          client.groups.members.update(token, { memberEmail, newRole, ...control }),
        ),
      ),
    );
  members
    .command("remove <group-token>")
    .description("remove a member")
    .requiredOption("-e, --member-email <email>", "e-mail address of the member")
    .option("--yes", "remove without asking")
    .addHelpText("after", examples("vigiles group members remove GROUP -e ann@example.com --yes"))
    .action(
      run(async (context, token: string, { memberEmail, yes }: { memberEmail: string; yes?: boolean }) => {
        await confirmDeletion(context, `member ${memberEmail}`, yes ?? false);
        return withTokens(context, { groupToken: token }, ({ groupToken }) =>
          context.client.groups.members.remove(groupToken, { memberEmail, ...context.control }),
        );
      }),
    );
}

/** The group may be given by its name. */
function inGroup<Flags>(
  work: (context: CommandContext, groupToken: string, flags: Flags) => Promise<unknown>,
): (context: CommandContext, group: string, flags: Flags) => Promise<unknown> {
  return (context, group, flags) =>
    withTokens(context, { groupToken: group }, ({ groupToken }) => work(context, groupToken, flags));
}
