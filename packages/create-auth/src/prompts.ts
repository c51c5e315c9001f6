import { isCancel, select, text } from "@clack/prompts";
import { kinds, type Kind } from "./kind.js";
import { namesOf } from "./names.js";

/** The answers that a new package needs. */
export interface Answers {
  /** As the user typed it. */
  readonly name: string;
  /** What the scheme does. */
  readonly kind: Kind;
}

/**
 * Asks on the terminal for what the command line left out.
 *
 * @param known - from the command line
 * @returns undefined if the user cancels
 */
export async function askForMissing(known: Partial<Answers>): Promise<Answers | undefined> {
  const name = known.name ?? (await text({ message: "Name of the scheme", placeholder: "my-scheme", validate }));
  if (isCancel(name)) return undefined;
  const kind = known.kind ?? (await select({ message: "What does it do?", options: choices }));
  return isCancel(kind) ? undefined : { name, kind };
}

const choices = Object.entries(kinds).map(([value, hint]) => ({ value: value as Kind, label: value, hint }));

function validate(value: string | undefined): string | undefined {
  try {
    namesOf(value ?? "", undefined);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
