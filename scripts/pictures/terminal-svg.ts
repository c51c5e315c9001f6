// Draws what a command prints, with its colours, as a picture of a terminal.

/** Of one character, in units of the picture. */
const [width, height] = [8.4, 19];
const margin = 16;
const text = "#e6edf3";

/** Colours of a dark terminal, by their codes in SGR sequences. */
const colours: Readonly<Record<string, string>> = { 31: "#ff7b72", 33: "#e3b341", 36: "#79c0ff", 35: "#d2a8ff" };

interface Style {
  readonly colour: string;
  readonly isBold: boolean;
}

/** A sequence that sets a colour or a weight. */
const sgr = new RegExp(`${String.fromCodePoint(27)}\\[(\\d+)m`, "g");

const plain: Style = { colour: text, isBold: false };

/**
 * Draws a terminal.
 *
 * @param title - of the picture, for readers who can't see it
 * @param printed - with SGR sequences for colours
 */
export function terminalSvg(title: string, printed: string): string {
  const lines = printed.trimEnd().split("\n");
  const columns = Math.max(...lines.map((line) => line.replaceAll(sgr, "").length));
  const size = [columns * width + 2 * margin, lines.length * height + 2 * margin].map(Math.ceil);
  const drawn = lines.map((line, at) => drawLine(line, margin + (at + 0.75) * height));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.join(" ")}" width="${size[0]}" role="img" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14" xml:space="preserve">
<title>${escape(title)}</title>
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
${drawn.join("\n")}
</svg>
`;
}

/** Draws each part of a line at its column, so that columns stay aligned in every font. */
function drawLine(line: string, y: number): string {
  let style = plain;
  let column = 0;
  const parts = line.split(sgr).map((part, at) => {
    if (at % 2 === 1) {
      style = apply(style, part);
      return "";
    }
    const drawn = drawWords(part, column, style);
    column += part.length;
    return drawn;
  });
  return `<g transform="translate(0 ${y})">${parts.join("")}</g>`;
}

function drawWords(part: string, start: number, { colour, isBold }: Style): string {
  const weight = isBold ? ' font-weight="bold"' : "";
  const drawn = [...part.matchAll(/\S+(?: \S+)*/g)].map(({ 0: words, index }) => {
    const x = (margin + (start + index) * width).toFixed(1);
    const length = (words.length * width).toFixed(1);
    return `<text x="${x}" fill="${colour}"${weight} textLength="${length}">${escape(words)}</text>`;
  });
  return drawn.join("");
}

function apply(style: Style, code: string): Style {
  if (code === "1" || code === "22") return { ...style, isBold: code === "1" };
  return { ...style, colour: colours[code] ?? text };
}

function escape(words: string): string {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
