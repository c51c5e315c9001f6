import type { Names } from "../names.js";

/** Returns the text of the changeset for the first release. */
export function changesetOf({ packageName, pascal }: Names): string {
  return `---\n"${packageName}": major\n---\n\nFirst release: ${pascal} as a scheme.\n`;
}
