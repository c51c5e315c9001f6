import type { Variant } from "./page-variant.js";

/** Names and values; `true` stands for a name alone. */
export type Attributes = Readonly<Record<string, string | true>>;

/** Writes an element around children that are markup already. */
export type ElementWriter = (tag: string, attributes: Attributes, ...children: string[]) => string;

const voidTags = new Set(["input", "meta", "br"]);
const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Makes plain text fit for markup. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** Gives the function that writes elements the way a variant wants them. */
export function createElementWriter(variant: Variant): ElementWriter {
  const name = (text: string) => (variant.upperCase ? text.toUpperCase() : text);
  const attribute = ([key, value]: [string, string | true]) =>
    value === true ? ` ${name(key)}` : ` ${name(key)}=${quote(escapeValue(key, value, variant), variant)}`;
  return (tag, attributes, ...children) => {
    const entries = Object.entries(attributes);
    const written = (variant.reverseAttributes ? entries.toReversed() : entries).map(attribute).join("");
    const start = `<${name(tag)}${written}>`;
    return voidTags.has(tag) ? start : `${start}${children.join("\n")}</${name(tag)}>`;
  };
}

function escapeValue(key: string, value: string, { rawAmpersands }: Variant): string {
  const escaped = escapeHtml(value);
  return key === "action" && rawAmpersands ? escaped.replaceAll("&amp;", "&") : escaped;
}

/** HTML needs quotes around empty values, and around those with white space or one of a few characters. */
function quote(escaped: string, { quotes }: Variant): string {
  if (quotes === "none" && /^[^\s"'=<>`]+$/.test(escaped)) return escaped;
  return quotes === "single" ? `'${escaped}'` : `"${escaped}"`;
}
