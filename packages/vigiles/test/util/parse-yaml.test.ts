import { describe, expect, it } from "vitest";
import { parseYaml, YamlError } from "../../src/util/parse-yaml.js";

const text = `# first
a: 1

list:
  - x
  - y: 2
    z:
      - 3
`;

describe("the line of a member", () => {
  it.each([
    [[], 2],
    [["a"], 2],
    [["list"], 4],
    [["list", 0], 5],
    [["list", 1, "z"], 7],
    [["list", 1, "z", 0], 8],
    [["list", 1, "missing"], 6],
    [["missing"], 2],
    [["missing", "deeper"], 2],
  ])("%j is %i", (path, line) => {
    expect(parseYaml(text).lineOf(path)).toBe(line);
  });

  it.each(["", "# nothing"])("of an empty document is the first: %j", (empty) => {
    expect(parseYaml(empty).lineOf(["a"])).toBe(1);
  });
});

describe("text that is not YAML", () => {
  it.each([
    ["a: 1\nb: [", 2],
    ["a: 1\na: 2", 2],
    ["a: &x 1\nb: *x", undefined],
    ["\na: !tag 1", 2],
  ])("%j is refused with its line", (broken, line) => {
    expect(() => parseYaml(broken)).toThrow(YamlError);
    expect(() => parseYaml(broken)).toThrow(expect.objectContaining({ line }));
  });
});
