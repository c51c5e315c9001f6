import type { Command } from "commander";
import { VigilesError } from "../../../errors.js";
import { completionScripts, shells } from "./scripts.js";
import { writeOut, type Io } from "../../io.js";
import type { Runner } from "../../run-command.js";
import { examples } from "../../help/examples.js";

/** Fills `completion` in. */
export function completionCommand(completion: Command, _run: Runner, io: Io): void {
  completion.addHelpText(
    "after",
    examples(
      "vigiles completion bash > ~/.local/share/bash-completion/completions/vigiles",
      'vigiles completion zsh > "${fpath[1]}/_vigiles"',
      "vigiles completion fish > ~/.config/fish/completions/vigiles.fish",
      "vigiles completion powershell >> $PROFILE",
    ),
  );
  completion.argument("<shell>", shells.join(", ")).action(async (name: string) => {
    const shell = shells.find((candidate) => candidate === name);
    if (shell === undefined) {
      throw new VigilesError("USAGE", `${JSON.stringify(name)} is not one of ${shells.join(", ")}`);
    }
    await writeOut(io.stdout, completionScripts[shell]);
  });
  completion
    .command("suggest [words...]", { hidden: true })
    .description("what fits at the end of a command line, for the scripts of the shells")
    .option("--new-word", "the next word is not begun yet")
    .action(async (words: readonly string[], { newWord }: { newWord?: boolean }, command: Command) => {
      const { suggest } = await import("./suggest.js");
      const found = suggest(rootOf(command), newWord || words.length === 0 ? [...words, ""] : words);
      await writeOut(io.stdout, found.map(({ value, description }) => `${value}\t${description}\n`).join(""));
    });
}

function rootOf(command: Command): Command {
  return command.parent === null ? command : rootOf(command.parent);
}
