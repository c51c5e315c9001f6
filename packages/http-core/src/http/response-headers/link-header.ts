/**
 * Finds a link in a `Link` header (RFC 8288).
 *
 * @param header - the header's value; several headers are joined by commas
 * @param relation - for example `next`, in lower case
 * @returns the target as the header has it, which may be relative; `undefined` if there is no such link
 */
export function findLink(header: string | null, relation: string): string | undefined {
  for (const link of splitOutsideQuotes(header ?? "", ",")) {
    const [target = "", ...parameters] = splitOutsideQuotes(link, ";").map((part) => part.trim());
    const isUrl = target.startsWith("<") && target.endsWith(">");
    // A link with an anchor belongs to another document.
    if (!isUrl || readParameter(parameters, "anchor") !== undefined) continue;
    const relations = readParameter(parameters, "rel")?.toLowerCase().split(/\s+/) ?? [];
    if (relations.includes(relation)) return target.slice(1, -1);
  }
  return undefined;
}

/** Reads the first parameter with a name, with or without quotes. */
function readParameter(parameters: readonly string[], name: string): string | undefined {
  for (const parameter of parameters) {
    const [key = "", value = ""] = parameter.split(/=(.*)/s);
    if (key.trim().toLowerCase() !== name) continue;
    const text = value.trim();
    return text.startsWith('"') ? text.slice(1, text.endsWith('"') ? -1 : undefined).replace(/\\(.)/gs, "$1") : text;
  }
  return undefined;
}

/** Splits a text at a character, except inside quotes and between angle brackets. */
function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let closing = "";
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (closing === '"' && character === "\\") at++;
    else if (closing !== "") closing = character === closing ? "" : closing;
    else if (character === '"') closing = '"';
    else if (character === "<") closing = ">";
    else if (character === separator) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}
