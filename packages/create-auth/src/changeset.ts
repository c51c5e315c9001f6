import type { Names } from "./names.js";

/** The changeset of a first release. */
export function changesetOf({ packageName, pascal }: Names): string {
  return `---\n"${packageName}": major\n---\n\nFirst release: ${pascal} as a scheme.\n`;
}
