import { styleText, stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { drawTable } from "../../../src/cli/output/table.js";

const draw = (...args: Parameters<typeof drawTable>): string => [...drawTable(...args)].join("\n");
const red = (text: string): string => styleText(["bold", "red"], text, { validateStream: false });
const widthsOf = (table: string): number[] => [...new Set(table.split("\n").map((line) => stringWidth(line)))];

describe("a table", () => {
  it("is nothing without rows, and as wide as it needs to be without a terminal", () => {
    expect(draw(["a"], [], 80)).toBe("");
    expect(draw(["name"], [["x".repeat(300)]], undefined)).toContain("x".repeat(300));
  });

  it("keeps a coloured word whole beside a cell that goes on", () => {
    const table = draw(["package", "severity"], [["p".repeat(100), red("critical")]], 40);
    expect(table).toContain(red("critical"));
    expect(widthsOf(table)).toStrictEqual([40]);
  });

  it.each([
    ["日本語の長いパッケージ名前がここに続きます", 30],
    ["🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀", 21],
    ["é".repeat(60), 30],
    ["word ".repeat(20).trim(), 30],
  ])("breaks %s without losing a character", (text, columns) => {
    const table = draw(["package", "id"], [[text, "CVE-1"]], columns);
    expect(widthsOf(table)).toStrictEqual([columns]);
    const lines = table.split("\n").filter((line) => line.startsWith("│"));
    const cells = lines.slice(1).map((line) => line.split("│")[1]?.trim());
    expect(cells.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
  });

  it("of many rows has one head and one border", () => {
    const rows = Array.from({ length: 201 }, (_, index) => [`package-${index}`, "x"]);
    const lines = draw(["package", "id"], rows, 80).split("\n");
    expect(lines).toHaveLength(201 + 4);
    expect(lines.filter((line) => !line.startsWith("│"))).toHaveLength(3);
    expect(lines.at(-1)).toMatch(/^└─+┴─+┘$/);
  });

  it.each([
    { lengths: [30, 30], room: 40, widths: [18, 19] },
    { lengths: [5, 30, 30], room: 40, widths: [7, 14, 15] },
    { lengths: [30, 5, 30], room: 41, widths: [15, 7, 15] },
    { lengths: [10, 20, 30], room: 60, widths: [12, 22, 22] },
    { lengths: [60, 60, 60], room: 20, widths: [8, 8, 8] },
    { lengths: [1, 2], room: 80, widths: [3, 4] },
  ])("of cells of $lengths characters on $room columns has columns of $widths", ({ lengths, room, widths }) => {
    const [top = ""] = draw(
      lengths.map(() => ""),
      [lengths.map((length) => "x".repeat(length))],
      room,
    ).split("\n");
    expect(
      top
        .slice(1, -1)
        .split("┬")
        .map((part) => part.length),
    ).toStrictEqual(widths);
  });

  it("of many wide columns is drawn on a narrow terminal", () => {
    const cells = Array.from({ length: 200 }, (_, index) => `${"k".repeat(60)}${index}`);
    expect(widthsOf(draw(cells, [cells], 80))).toStrictEqual([200 * 9 + 1]);
  });

  it("fits its terminal, whatever letters it holds", () => {
    const word = fc
      .string({ unit: fc.constantFrom("a", "漢", "é", "🚀", " "), maxLength: 40 })
      .map((text) => text.trim());
    fc.assert(
      fc.property(
        fc.array(fc.tuple(word, word, word), { minLength: 1 }),
        fc.integer({ min: 30, max: 120 }),
        (rows, room) => {
          const coloured = rows.map(([one, two, three]) => [one, red(two), three]);
          const table = draw(["package", "id", "status"], coloured, room);
          expect(Math.max(...widthsOf(table))).toBeLessThanOrEqual(room);
          expect(widthsOf(stripVTControlCharacters(table))).toHaveLength(1);
        },
      ),
    );
  });
});
