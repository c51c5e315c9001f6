/** Ways in which a text may be written, by name. None changes what the text says. */
export const textEncodings: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  "upper case": (text) => text.toUpperCase(),
  "lower case": (text) => text.toLowerCase(),
  JSON: (text) => JSON.stringify(text).slice(1, -1),
  "JSON with escaped slashes": (text) => JSON.stringify(text).slice(1, -1).replaceAll("/", "\\/"),
  "JSON in \\u escapes": (text) => eachUnit(text, (unit) => `\\u${hex(unit, 4)}`),
  "JSON in \\U escapes for punctuation": (text) => text.replace(/[^\w]/g, (unit) => `\\u${hex(unit, 4).toUpperCase()}`),
  "JavaScript in \\x escapes": (text) =>
    eachUnit(text, (unit) => (unit > "\u00ff" ? `\\u${hex(unit, 4)}` : `\\x${hex(unit, 2)}`)),
  "JSON within JSON": (text) => JSON.stringify(JSON.stringify(text)).slice(3, -3),
  "HTML, decimal": (text) => eachUnit(text, (unit) => `&#${unit.charCodeAt(0)};`),
  "HTML, hexadecimal": (text) => eachUnit(text, (unit) => `&#x${hex(unit, 2).toUpperCase()};`),
  "HTML, without semicolons": (text) => eachUnit(text, (unit) => `&#00${unit.charCodeAt(0)} `).replaceAll(" ", ""),
  "HTML, by name": (text) =>
    text
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll('"', "&quot;")
      .replaceAll("'", "&apos;")
      .replaceAll("+", "&plus;")
      .replaceAll("/", "&sol;"),
  "percent, upper case": (text) => eachByte(text, (byte) => `%${byte.toUpperCase()}`),
  "percent, lower case": (text) => eachByte(text, (byte) => `%${byte}`),
  "percent, as encodeURIComponent": (text) => encodeURIComponent(text),
  "percent twice": (text) => encodeURIComponent(encodeURIComponent(text)),
  "percent within JSON": (text) => eachUnit(encodeURIComponent(text), (unit) => `\\u${hex(unit, 4)}`),
  form: (text) => new URLSearchParams([["", text]]).toString().slice(1),
  hex: (text) => Buffer.from(text).toString("hex"),
  "hex, upper case": (text) => Buffer.from(text).toString("hex").toUpperCase(),
  base64: (text) => Buffer.from(text).toString("base64"),
  base64url: (text) => Buffer.from(text).toString("base64url"),
  "base64 of a pair": (text) => Buffer.from(`user1:${text}`).toString("base64"),
  "base64 at offset 1": (text) => Buffer.from(`x${text} and more`).toString("base64"),
  "base64 at offset 2": (text) => Buffer.from(`xy${text} and more`).toString("base64"),
  "base64url at offset 1": (text) => Buffer.from(`x${text}~`).toString("base64url"),
  "base64url at offset 2": (text) => Buffer.from(`xy${text}~~`).toString("base64url"),
  "base64 in lines": (text) => inLines(Buffer.from(`xy${text}`).toString("base64"), "\r\n"),
  "base64 in indented lines": (text) => inLines(Buffer.from(text).toString("base64"), "\n  "),
  "base64 in lines, in JSON": (text) => inLines(Buffer.from(`x${text}`).toString("base64"), "\\n"),
  "base64 in percent": (text) => encodeURIComponent(Buffer.from(`xy${text}`).toString("base64")),
};

/**
 * Every way in which a part of a text can be read: escapes decoded, base64 decoded, case left out. Reads by other means than
 * the code under test.
 *
 * @param text - the text to read
 */
export function readings(text: string): readonly string[] {
  const once = (each: string): readonly string[] => [
    each,
    each.replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
    each.replace(/\\x([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
    each.replace(/\\(["\\/])/g, "$1"),
    each.replace(/&#x([0-9a-f]+);?/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
    each.replace(/&#([0-9]+);?/g, (_, code: string) => String.fromCharCode(Number(code))),
    each
      .replaceAll("&lt;", "<")
      .replaceAll("&quot;", '"')
      .replaceAll("&apos;", "'")
      .replaceAll("&plus;", "+")
      .replaceAll("&sol;", "/")
      .replaceAll("&amp;", "&"),
    each.replace(/(?:%[0-9a-f]{2})+/gi, (run) => Buffer.from(run.replaceAll("%", ""), "hex").toString("utf8")),
    each.replaceAll("+", " "),
    each.replace(/(?:\s|\\[rn])+/g, ""),
  ];
  const escaped = [...new Set(once(text).flatMap(once))];
  const packed = escaped.flatMap((each) => [
    ...(each.match(/[\w+/-]{8,}/g) ?? []).flatMap((run) =>
      [0, 1, 2, 3].map((at) => Buffer.from(run.slice(at), "base64").toString("utf8")),
    ),
    ...(each.match(/(?:[0-9a-f]{2}){4,}/gi) ?? []).map((run) => Buffer.from(run, "hex").toString("utf8")),
  ]);
  return [...escaped, ...packed].map((each) => each.toLowerCase());
}

/** Lines of eight characters, so that no text is too short. */
function inLines(text: string, lineBreak: string): string {
  return (text.match(/.{1,8}/g) ?? []).join(lineBreak);
}

function eachUnit(text: string, encode: (unit: string) => string): string {
  return Array.from({ length: text.length }, (_, at) => encode(text.charAt(at))).join("");
}

function eachByte(text: string, encode: (hexByte: string) => string): string {
  return [...Buffer.from(text)].map((byte) => encode(byte.toString(16).padStart(2, "0"))).join("");
}

function hex(unit: string, digits: number): string {
  return unit.charCodeAt(0).toString(16).padStart(digits, "0");
}
