import { styleText, stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { drawTable } from "../../../src/cli/output/table.js";

const draw = (...args: Parameters<typeof drawTable>): string => [...drawTable(...args)].join("\n");
const red = (text: string): string => styleText(["bold", "red"], text, { validateStream: false });
const widestOf = (table: string): number => Math.max(...table.split("\n").map((line) => stringWidth(line)));

describe("a table", () => {
  it("is nothing without rows, and as wide as it needs to be without a terminal", () => {
    expect(draw(["a"], [], 80)).toBe("");
    expect(draw(["name"], [["x".repeat(300)]], undefined)).toContain("x".repeat(300));
  });

  it("keeps a coloured word whole beside a cell that goes on", () => {
    const table = draw(["package", "severity"], [["p".repeat(100), red("critical")]], 40);
    expect(table).toContain(red("critical"));
    expect(widestOf(table)).toBe(40);
  });

  it.each([
    ["日本語の長いパッケージ名前がここに続きます", 30],
    ["🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀", 21],
    ["é".repeat(60), 30],
    ["word ".repeat(20).trim(), 30],
  ])("breaks %s without losing a character", (text, columns) => {
    const table = draw(["package", "id"], [[text, "CVE-1"]], columns);
    expect(widestOf(table)).toBe(columns);
    const cells = table
      .split("\n")
      .slice(2)
      .map((line) => line.replace(/ +CVE-1$/, ""));
    expect(cells.length).toBeGreaterThan(1);
    expect(cells.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
  });

  it("of many rows has one head and one rule", () => {
    const rows = Array.from({ length: 201 }, (_, index) => [`package-${index}`, "x"]);
    const lines = draw(["package", "id"], rows, 80).split("\n");
    expect(lines).toHaveLength(201 + 2);
    expect(lines.filter((line) => /^─+ {2}─+$/.test(line))).toHaveLength(1);
    expect([lines[0], lines.at(-1)]).toStrictEqual(["package      id", "package-200  x"]);
  });

  it.each([
    { lengths: [30, 30], room: 40, widths: [19, 19] },
    { lengths: [5, 30, 30], room: 40, widths: [5, 15, 16] },
    { lengths: [30, 5, 30], room: 41, widths: [16, 5, 16] },
    { lengths: [10, 20, 30], room: 60, widths: [10, 20, 26] },
    { lengths: [60, 60, 60], room: 20, widths: [6, 6, 6] },
    { lengths: [1, 2], room: 80, widths: [1, 2] },
  ])("of cells of $lengths characters on $room columns has columns of $widths", ({ lengths, room, widths }) => {
    const [, rule = ""] = draw(
      lengths.map(() => ""),
      [lengths.map((length) => "x".repeat(length))],
      room,
    ).split("\n");
    expect(rule.split("  ").map((part) => part.length)).toStrictEqual(widths);
  });

  it("breaks between words, not in them, where that is possible", () => {
    const token = "t".repeat(34);
    const row = ["group-token", token, "environment VIGILES_DASHBOARD_CONFIG of the shell"];
    const table = draw(["setting", "value", "source"], [row], 80);
    expect(widestOf(table)).toBeLessThanOrEqual(80);
    for (const word of row.flatMap((cell) => cell.split(" "))) expect(table).toContain(word);
  });

  it("keeps the columns whole that are to be copied, where words have to be broken", () => {
    const [id, url] = ["CVE-2014-01601234", `https://example.com/${"x".repeat(90)}`];
    const table = draw(["package", "id", "fixed by"], [["p".repeat(60), id, url]], 80, [1]);
    expect(widestOf(table)).toBe(80);
    expect(table).toContain(`  ${id}  `);
  });

  it("of many wide columns is drawn on a narrow terminal", () => {
    const cells = Array.from({ length: 200 }, (_, index) => `${"k".repeat(60)}${index}`);
    expect(widestOf(draw(cells, [cells], 80))).toBe(200 * 6 + 199 * 2);
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
          const coloured = rows.map(([one, two, three]) => [one, two === "" ? "" : red(two), three]);
          const table = draw(["package", "id", "status"], coloured, room);
          expect(widestOf(table)).toBeLessThanOrEqual(room);
          const [, rule = ""] = table.split("\n");
          expect(widestOf(table)).toBe(stringWidth(rule));
          expect(stripVTControlCharacters(table)).not.toMatch(/ $/m);
        },
      ),
    );
  });
});
