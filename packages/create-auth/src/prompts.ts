import { isCancel, select, text } from "@clack/prompts";
import { kinds, type Kind } from "./kind.js";
import { namesOf } from "./names.js";

/** What a new package is made from. */
export interface Answers {
  readonly name: string;
  readonly kind: Kind;
}

/**
 * Asks on the terminal for what the command line left out.
 *
 * @returns undefined where the person gave up
 */
export async function askForMissing(given: Partial<Answers>): Promise<Answers | undefined> {
  const name = given.name ?? (await text({ message: "Name of the scheme", placeholder: "my-scheme", validate }));
  if (isCancel(name)) return undefined;
  const kind = given.kind ?? (await select({ message: "What does it do?", options: choices }));
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
