import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearestName, nearestNames } from "../../../src/util/names/nearest-name.js";

describe("nearestName", () => {
  it.each([
    ["headrs", "headers"],
    ["HEADERS", "headers"],
    ["haeders", "headers"],
    ["head", "headers"],
    ["headersList", "headers"],
    ["timeoutt", "timeout"],
    ["xyz", undefined],
    ["", undefined],
  ])("finds for %j the name %j", (typed, expected) => {
    expect(nearestName(typed, ["timeout", "headers", "retry"])).toBe(expected);
  });

  it("finds a name in which one letter was lost, added, changed or swapped", () => {
    const name = fc.stringMatching(/^[a-z]{4,12}$/);
    fc.assert(
      fc.property(name, fc.nat(), fc.constantFrom("lose", "add", "change", "swap"), (legal, at, edit) => {
        const i = at % (legal.length - 1);
        const [start, first = "", second = "", end] = [legal.slice(0, i), legal[i], legal[i + 1], legal.slice(i + 2)];
        const pair = { lose: second, add: `${first}q${second}`, change: `q${second}`, swap: second + first }[edit];
        expect(nearestName(start + pair + end, [legal])).toBe(legal);
      }),
    );
  });
});

describe("nearestNames", () => {
  it("names the nearest first, and no more than asked for", () => {
    expect(nearestNames("cat", ["cut", "cart", "cats", "dog"], 2)).toHaveLength(2);
    expect(nearestNames("cat", ["cut", "cart", "cats", "dog"], 9)).toEqual(["cut", "cart", "cats"]);
  });

  it("names one alone if it differs in case only", () => {
    expect(nearestNames("CAT", ["cats", "cat"], 5)).toEqual(["cat"]);
  });
});
