import type { Command } from "commander";
import { VigilesError } from "../../../errors.js";
import { examples } from "../../help/examples.js";
import { writeOut, type Io } from "../../io.js";
import type { Runner } from "../../run-command.js";
import { completionScripts, shells } from "./scripts.js";

/** Sets up `completion`, and the hidden `completion suggest`, which its scripts call. Both need no client. */
export function setUpCompletion(completion: Command, _run: Runner, io: Io): void {
  completion
    .argument("<shell>", shells.join(", "))
    .addHelpText(
      "after",
      examples(
        "vigiles completion bash > ~/.local/share/bash-completion/completions/vigiles",
        'vigiles completion zsh > "${fpath[1]}/_vigiles"',
        "vigiles completion fish > ~/.config/fish/completions/vigiles.fish",
        "vigiles completion powershell >> $PROFILE",
      ),
    )
    .action(async (name: string) => {
      const shell = shells.find((candidate) => candidate === name);
      if (shell === undefined) {
        throw new VigilesError("USAGE", `${JSON.stringify(name)} is not one of ${shells.join(", ")}`);
      }
      await writeOut(io.stdout, completionScripts[shell]);
    });
  addSuggest(completion, io);
}

function addSuggest(completion: Command, io: Io): void {
  completion
    .command("suggest [words...]", { hidden: true })
    .description("print the possible next words of a command line, for the shell scripts")
    .option("--new-word", "the next word is not begun yet")
    .action(async (words: readonly string[], { newWord }: { newWord?: boolean }, command: Command) => {
      const { suggest } = await import("./suggest.js");
      const typed = newWord || words.length === 0 ? [...words, ""] : words;
      const lines = suggest(rootOf(command), typed).map(({ value, description }) => `${value}\t${description}\n`);
      await writeOut(io.stdout, lines.join(""));
    });
}

function rootOf(command: Command): Command {
  return command.parent === null ? command : rootOf(command.parent);
}
