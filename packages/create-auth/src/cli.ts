import { Argument, Command, Option } from "commander";
import { createAuthPackage, shownFrom, type CreatedPackage } from "./create-auth-package.js";
import { CreateAuthError } from "./errors.js";
import { kinds, type Kind } from "./kind.js";
import { askForMissing, type Answers } from "./prompts.js";

const help = `
Kinds:
${Object.entries(kinds)
  .map(([kind, what]) => `  ${kind.padEnd(8)} ${what}`)
  .join("\n")}

Within the monorepo of @org/http-core the package goes into packages/, with a changeset; anywhere else into a folder of its own.`;

/**
 * Runs the `create-auth` command, which `npm create @org/auth` starts.
 *
 * @param argv - the arguments after the command's name
 */
export async function run(argv: readonly string[]): Promise<void> {
  const given = parse(argv);
  try {
    const answers = process.stdin.isTTY && process.stdout.isTTY ? await askForMissing(given) : given;
    if (answers === undefined) return;
    const { name, kind = "signer" } = answers;
    if (name === undefined) throw new CreateAuthError("NAME_INVALID", "Say a name: npm create @org/auth my-scheme");
    report(createAuthPackage({ name, kind }));
  } catch (error) {
    process.stderr.write(`create-auth: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

function parse(argv: readonly string[]): Partial<Answers> {
  const command = new Command("create-auth")
    .description("Writes the skeleton of an auth package for @org/http-core, with its tests.")
    .addArgument(new Argument("[name]", "of the scheme, such as my-scheme or @scope/my-scheme"))
    .addOption(new Option("-k, --kind <kind>", "what the scheme does (default: signer)").choices(Object.keys(kinds)))
    .addHelpText("after", help)
    .parse([...argv], { from: "user" });
  const [name] = command.args;
  const { kind } = command.opts<{ kind?: Kind }>();
  return { ...(name === undefined ? {} : { name }), ...(kind === undefined ? {} : { kind }) };
}

function report({ packageName, folder, place, files }: CreatedPackage): void {
  const cwd = process.cwd();
  const steps =
    place === "workspace"
      ? ["pnpm install", `pnpm turbo run build lint typecheck test check:package --filter=${packageName}`]
      : [`cd ${shownFrom(cwd, folder)}`, "npm install", "npm test"];
  const lines = [
    `${packageName}: ${files.length} files`,
    ...files.map((file) => `  ${shownFrom(cwd, file)}`),
    "",
    "Next:",
    ...steps.map((step) => `  ${step}`),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}
