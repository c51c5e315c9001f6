/** Maximum length of a quoted name, in characters. */
const maxNameLength = 100;

/**
 * Quotes a name that a caller gave, for a message. Characters outside printable ASCII are escaped: some of them would change
 * how a terminal shows the message. Text after `=` or `:` is not shown, unless it is shorter than any secret: a
 * caller that mistakes the form may give `name: value` as a name.
 *
 * @param name - of an option, header or field; at most 100 characters of it are shown
 */
export function quoteName(name: string): string {
  const [front = ""] = name.split(/(?<=[=:])(?=.{4})/s, 1);
  const shown = front.slice(0, maxNameLength);
  const quoted = JSON.stringify(shown).replace(/[^\x20-\x7e]/g, escapeUnit);
  return name.length > shown.length ? `${quoted}…` : quoted;
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
