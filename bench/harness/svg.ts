import type { Chart } from "./part.ts";
import { digits } from "./markdown.ts";

const [width, height] = [720, 400];
const plot = { left: 80, right: 520, top: 50, bottom: 340 };
const colours = ["#0b6e99", "#c2410c", "#4d7c0f", "#7e22ce", "#b91c1c", "#0f766e", "#a16207", "#475569"];

type Scale = (value: number) => number;

/** A chart as SVG: both axes logarithmic, so that linear growth is a straight line of slope one. */
export function svgOf(chart: Chart): string {
  const points = chart.lines.flatMap((line) => line.points);
  const x = scale(
    points.map(([at]) => at),
    plot.left,
    plot.right,
  );
  const y = scale(
    points.map(([, at]) => at),
    plot.bottom,
    plot.top,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    text(plot.left, 26, chart.title, 'font-size="15"'),
    `<path d="M${plot.left} ${plot.top}V${plot.bottom}H${plot.right}" fill="none" stroke="#333"/>`,
    ...ticks(points.map(([at]) => at)).map((at) => text(x(at), plot.bottom + 18, label(at), 'text-anchor="middle"')),
    ...ticks(points.map(([, at]) => at)).map((at) => text(plot.left - 8, y(at) + 4, label(at), 'text-anchor="end"')),
    text((plot.left + plot.right) / 2, height - 14, chart.x, 'text-anchor="middle"'),
    text(plot.left - 66, plot.top - 10, chart.y),
    ...chart.lines.flatMap((line, index) => drawn(line, colours[index % colours.length] ?? "#333", index, x, y)),
    "</svg>\n",
  ].join("\n");
}

function drawn({ label: name, points }: Chart["lines"][number], colour: string, index: number, x: Scale, y: Scale) {
  const path = points.map(([px, py], at) => `${at === 0 ? "M" : "L"}${round(x(px))} ${round(y(py))}`).join("");
  const dots = points.map(([px, py]) => `<circle cx="${round(x(px))}" cy="${round(y(py))}" r="3" fill="${colour}"/>`);
  return [
    `<path d="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`,
    ...dots,
    text(plot.right + 16, plot.top + 8 + 20 * index, name, `fill="${colour}"`),
  ];
}

/** Logarithmic, and constant where all values are one. */
function scale(values: readonly number[], from: number, to: number): Scale {
  const [low, high] = [Math.log(Math.min(...values)), Math.log(Math.max(...values))];
  return (value) => (high === low ? (from + to) / 2 : from + ((Math.log(value) - low) / (high - low)) * (to - from));
}

/** The powers of ten within, and the ends. */
function ticks(values: readonly number[]): readonly number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const exponents = Array.from({ length: 24 }, (_, index) => 10 ** (index - 9));
  const inner = exponents.filter((power) => power > low * 1.3 && power < high / 1.3);
  return [...new Set([low, ...inner, high])];
}

function text(x: number, y: number, content: string, attributes = ""): string {
  const escaped = content.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<text x="${round(x)}" y="${round(y)}" ${attributes}>${escaped}</text>`;
}

function label(value: number): string {
  return Number.isInteger(value) ? value.toLocaleString("en") : digits(value);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
