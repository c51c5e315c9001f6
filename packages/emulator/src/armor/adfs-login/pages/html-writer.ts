import type { Variant } from "./page-variant.js";

/** The attributes of an element; `true` means a name without a value. */
export type Attributes = Readonly<Record<string, string | true>>;

/** Writes an element. The children must be HTML already. */
export type ElementWriter = (tag: string, attributes: Attributes, ...children: string[]) => string;

const voidTags = new Set(["input", "meta", "br"]);
const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Escapes plain text for HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** Creates a function that writes elements in the style of a variant. */
export function createElementWriter(variant: Variant): ElementWriter {
  const name = (text: string) => (variant.upperCase ? text.toUpperCase() : text);
  const attribute = ([key, value]: [string, string | true]) =>
    value === true ? ` ${name(key)}` : ` ${name(key)}=${quote(escapeValue(key, value, variant), variant)}`;
  return (tag, attributes, ...children) => {
    const entries = Object.entries(attributes);
    const html = (variant.reverseAttributes ? entries.toReversed() : entries).map(attribute).join("");
    const start = `<${name(tag)}${html}>`;
    return voidTags.has(tag) ? start : `${start}${children.join("\n")}</${name(tag)}>`;
  };
}

function escapeValue(key: string, value: string, { rawAmpersands }: Variant): string {
  const escaped = escapeHtml(value);
  return key === "action" && rawAmpersands ? escaped.replaceAll("&amp;", "&") : escaped;
}

/** Quotes a value. HTML requires quotes if the value is empty or contains white space or one of the characters below. */
function quote(escaped: string, { quotes }: Variant): string {
  if (quotes === "none" && /^[^\s"'=<>`]+$/.test(escaped)) return escaped;
  return quotes === "single" ? `'${escaped}'` : `"${escaped}"`;
}
