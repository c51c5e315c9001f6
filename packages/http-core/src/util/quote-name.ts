/** Maximum length of a quoted name, in characters. */
const maxNameLength = 100;

/**
 * Quotes a name that a caller gave, for a message. Characters outside printable ASCII are escaped: some of them would change
 * how a terminal shows the message.
 *
 * @param name - of an option, header or field; at most 100 characters of it are shown
 */
export function quoteName(name: string): string {
  const quoted = JSON.stringify(name.slice(0, maxNameLength)).replace(/[^\x20-\x7e]/g, escapeUnit);
  return name.length > maxNameLength ? `${quoted}…` : quoted;
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
