/** A text whose escapes are decoded, and where each of its characters comes from. */
export interface DecodedText {
  /** The text after decoding. */
  readonly text: string;
  /** For each character: where it begins in the original text. */
  readonly starts: Uint32Array;
  /** For each character: where it ends in the original text. The next one begins later if a line break between them was left out. */
  readonly ends: Uint32Array;
}

/** One way to escape characters. */
interface Escape {
  /** Matches one escaped character. */
  readonly pattern: RegExp;
  /** Returns the character; empty if the escape has none, `undefined` if it is not an escape. */
  readonly decode: (escaped: string) => string | undefined;
}

const controls: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  apos: "'",
  ast: "*",
  bsol: "\\",
  colon: ":",
  comma: ",",
  commat: "@",
  dollar: "$",
  equals: "=",
  excl: "!",
  grave: "`",
  gt: ">",
  hat: "^",
  lbrack: "[",
  lcub: "{",
  lowbar: "_",
  lpar: "(",
  lsqb: "[",
  lt: "<",
  nbsp: "\u00A0",
  num: "#",
  percnt: "%",
  period: ".",
  plus: "+",
  quest: "?",
  quot: '"',
  rbrack: "]",
  rcub: "}",
  rpar: ")",
  rsqb: "]",
  semi: ";",
  sol: "/",
  tilde: "~",
  verbar: "|",
  vert: "|",
};

/** One character of percent-encoded UTF-8. */
const percentEncoded =
  "%[0-7][0-9a-f]|%[cd][0-9a-f]%[89ab][0-9a-f]|%e[0-9a-f](?:%[89ab][0-9a-f]){2}|%f[0-7](?:%[89ab][0-9a-f]){3}";

const escapes: readonly Escape[] = [
  // JSON and JavaScript.
  { pattern: /\\(?:u\{[0-9a-f]{1,6}\}|u[0-9a-f]{4}|x[0-9a-f]{2}|[^ux])/gi, decode: decodeBackslash },
  // HTML and XML.
  { pattern: /&(?:#x[0-9a-f]{1,16}|#[0-9]{1,16}|[a-z]{2,8});?/gi, decode: decodeEntity },
  // URLs.
  { pattern: new RegExp(percentEncoded, "gi"), decode: decodePercent },
  // Forms.
  { pattern: new RegExp(`\\+|${percentEncoded}`, "gi"), decode: (text) => (text === "+" ? " " : decodePercent(text)) },
  // Base64 in lines (MIME, PEM).
  { pattern: /[\r\n]+[\t ]*/g, decode: () => "" },
];

/** Begins every escape. */
const escapeStart = /[\\&%+\r\n]/;

/** How many times a text may be escaped, for example JSON in a form. */
const maxLayers = 2;

/**
 * Returns a text as it is, and decoded in each way in which its escapes can be read. The time is linear in the length of
 * the text.
 *
 * @param text - may have escapes of JSON, HTML, URLs and forms, one kind within another
 */
export function decodedTexts(text: string): readonly DecodedText[] {
  const positions = countTo(text.length + 1);
  const plain = { text, starts: positions.subarray(0, -1), ends: positions.subarray(1) };
  if (!escapeStart.test(text)) return [plain];
  const found = new Map<string, DecodedText>([[text, plain]]);
  let layer = [...found.values()];
  for (let depth = 0; depth < maxLayers; depth++) {
    const decoded = layer.flatMap((outer) =>
      escapes.filter(({ pattern }) => outer.text.search(pattern) >= 0).map((escape) => decodeAll(outer, escape)),
    );
    layer = decoded.filter((inner) => !found.has(inner.text));
    for (const inner of layer) found.set(inner.text, inner);
  }
  return [...found.values()];
}

function countTo(end: number): Uint32Array {
  const numbers = new Uint32Array(end);
  for (let number = 0; number < end; number++) numbers[number] = number;
  return numbers;
}

function decodeAll(outer: DecodedText, { pattern, decode }: Escape): DecodedText {
  const parts: string[] = [];
  // No escape is shorter than what it stands for.
  const starts = new Uint32Array(outer.text.length);
  const ends = new Uint32Array(outer.text.length);
  let length = 0;
  let done = 0;
  const copyTo = (end: number): void => {
    parts.push(outer.text.slice(done, end));
    starts.set(outer.starts.subarray(done, end), length);
    ends.set(outer.ends.subarray(done, end), length);
    length += end - done;
  };
  for (const { 0: escaped, index } of outer.text.matchAll(pattern)) {
    const character = decode(escaped);
    if (character === undefined) continue;
    copyTo(index);
    parts.push(character);
    starts.fill(outer.starts[index] ?? 0, length, length + character.length);
    done = index + escaped.length;
    ends.fill(outer.ends[done - 1] ?? 0, length, length + character.length);
    length += character.length;
  }
  copyTo(outer.text.length);
  return { text: parts.join(""), starts, ends };
}

function decodeBackslash(escaped: string): string | undefined {
  const code = /^\\[ux]\{?([0-9a-f]+)/i.exec(escaped)?.[1];
  if (code !== undefined) return characterOf(Number.parseInt(code, 16));
  const character = escaped.slice(1);
  return controls[character] ?? character;
}

function decodeEntity(escaped: string): string | undefined {
  const [, isHex, number, name] = /^&(?:#(x)?([0-9a-f]+)|([a-z]+))/i.exec(escaped) ?? [];
  if (number !== undefined) return characterOf(Number.parseInt(number, isHex === undefined ? 10 : 16));
  const key = name?.toLowerCase() ?? "";
  return Object.hasOwn(entities, key) ? entities[key] : undefined;
}

function decodePercent(escaped: string): string | undefined {
  try {
    return decodeURIComponent(escaped);
  } catch {
    return undefined;
  }
}

function characterOf(code: number): string | undefined {
  return code <= 0x10_ff_ff ? String.fromCodePoint(code) : undefined;
}
