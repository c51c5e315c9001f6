import type { Chart } from "./part.ts";
import { digits } from "./markdown.ts";

const [width, height] = [720, 400];
const plot = { left: 80, right: 520, top: 50, bottom: 340 };
const colours = ["#0b6e99", "#c2410c", "#4d7c0f", "#7e22ce", "#b91c1c", "#0f766e", "#a16207", "#475569"];

type Scale = (value: number) => number;

/** An axis: the positions of values, and its labels. */
interface Axis {
  readonly scale: Scale;
  readonly ticks: readonly number[];
}

/**
 * Draws charts as one SVG, one below the other. With logarithmic axes, linear growth is a straight line of slope one.
 */
export function svgOf(...charts: readonly Chart[]): string {
  const whole = height * charts.length;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${whole}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${whole}" fill="#fff"/>`,
    ...charts.flatMap((chart, index) =>
      index === 0 ? panel(chart) : [`<g transform="translate(0 ${index * height})">`, ...panel(chart), "</g>"],
    ),
    "</svg>\n",
  ].join("\n");
}

function panel(chart: Chart): readonly string[] {
  const points = chart.lines.flatMap((line) => line.points);
  const axis = chart.linear === true ? linearAxis : logarithmicAxis;
  const across = axis(
    points.map(([at]) => at),
    plot.left,
    plot.right,
  );
  const up = axis(
    points.map(([, at]) => at),
    plot.bottom,
    plot.top,
  );
  return [
    text(plot.left, 26, chart.title, 'font-size="15"'),
    `<path d="M${plot.left} ${plot.top}V${plot.bottom}H${plot.right}" fill="none" stroke="#333"/>`,
    ...across.ticks.map((at) => text(across.scale(at), plot.bottom + 18, label(at), 'text-anchor="middle"')),
    ...up.ticks.map((at) => text(plot.left - 8, up.scale(at) + 4, label(at), 'text-anchor="end"')),
    text((plot.left + plot.right) / 2, height - 14, chart.x, 'text-anchor="middle"'),
    text(plot.left - 66, plot.top - 10, chart.y),
    ...chart.lines.flatMap((line, index) =>
      drawn(line, colours[index % colours.length] ?? "#333", index, across.scale, up.scale),
    ),
  ];
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

/** Creates a logarithmic axis, labelled at powers of ten and at both ends. Equal values share one position. */
function logarithmicAxis(values: readonly number[], from: number, to: number): Axis {
  const ends = [Math.min(...values), Math.max(...values)] as const;
  const [low, high] = [Math.log(ends[0]), Math.log(ends[1])];
  const exponents = Array.from({ length: 24 }, (_, index) => 10 ** (index - 9));
  const inner = exponents.filter((power) => power > ends[0] * 1.3 && power < ends[1] / 1.3);
  return {
    scale: (value) => (high === low ? (from + to) / 2 : from + ((Math.log(value) - low) / (high - low)) * (to - from)),
    ticks: [...new Set([ends[0], ...inner, ends[1]])],
  };
}

/** Creates a linear axis from zero to the next round step above all values, labelled at each step. */
function linearAxis(values: readonly number[], from: number, to: number): Axis {
  const most = Math.max(...values);
  const rough = most / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((times) => times * power >= rough) ?? 10) * power;
  const steps = Math.ceil(most / step);
  return {
    scale: (value) => from + (value / (steps * step)) * (to - from),
    ticks: Array.from({ length: steps + 1 }, (_, index) => index * step),
  };
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
