import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { repository } from "../src/packages.ts";
import { evaluate, isTrue, type Contexts } from "../src/recipes/github-expressions.ts";

const read = (path: string): string => readFileSync(join(repository, path), "utf8");
const guide = read("docs/ci.md");
const script = read("action/scan.sh");
const text = read("action/action.yml");
const action = parse(text) as {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly runs: { readonly steps: readonly { readonly run?: string; readonly env?: Record<string, string> }[] };
};
const variables = Object.entries(action.runs.steps.find(({ run }) => run !== undefined)?.env ?? {});

describe("the action", () => {
  it("is documented with every input, and no other", () => {
    const table = guide.split("| input | default | |\n")[1]?.split("\n\n")[0] ?? "";
    const rows = [...table.matchAll(/^\| (`[^|]+) \| ([^|]*) \|/gm)];
    const documented = rows.flatMap(([, names = ""]) => [...names.matchAll(/`([\w-]+)`/g)].map(([, name]) => name));
    expect(documented.toSorted()).toEqual(Object.keys(action.inputs).toSorted());
    const defaults = Object.values(action.inputs).flatMap((input) => input.default ?? []);
    for (const value of defaults) expect(table).toContain(`\`${value}\``);
  });

  it("passes every input on, and uses what it is passed", () => {
    for (const name of Object.keys(action.inputs)) expect(text).toContain(`inputs.${name} `);
    const passed = variables.map(([name]) => name).filter((name) => !name.startsWith("VIGILES_"));
    expect(passed.length).toBeGreaterThan(10);
    for (const name of passed) expect(script).toMatch(new RegExp(`"[^"\\n]*\\$${name}"`));
  });

  it("inserts no expression into a command", () => {
    for (const { run = "" } of action.runs.steps) expect(run).not.toContain("${{");
  });
});

describe("the recipes", () => {
  it("name one version of the command, which is the action's default", () => {
    const named = new Set([...guide.matchAll(/@org\/vigiles@([\d.]+)/g)].map(([, version]) => version));
    expect([...named]).toEqual([action.inputs["version"]?.default]);
  });

  it.each(["docs/ci.md", "action/action.yml"])("pin each action to a full commit, with its version: %s", (path) => {
    const uses = read(path)
      .split("\n")
      .filter((line) => /^\s*- uses:/.test(line));
    expect(uses.length).toBeGreaterThan(1);
    for (const line of uses) expect(line).toMatch(/uses: [\w./-]+@[0-9a-f]{40} # \S*\d+\.\d+\.\d+$/);
  });

  it("pin each action to the commit that this project's own workflows use", () => {
    const own = new Map(
      [...read(".github/workflows/ci.yml").matchAll(/uses: ([\w/-]+)@(.+)/g)].map(
        ([, ...pin]) => pin as [string, string],
      ),
    );
    const used = [...`${guide}${text}`.matchAll(/uses: ([\w/-]+)@(.+)/g)].filter(([, name = ""]) => own.has(name));
    expect(used.length).toBeGreaterThan(2);
    for (const [, name = "", pin] of used) expect(pin).toBe(own.get(name));
  });

  it("run the same command on Jenkins, whether findings make the build failed or unstable", () => {
    const part = guide.split("\n## Jenkins\n")[1]?.split("\n## ")[0] ?? "";
    const commands = [...part.matchAll(/'''([^]*?)'''/g)].map(([, command = ""]) =>
      command.replace(/\s+/g, " ").trim(),
    );
    expect(commands).toHaveLength(2);
    expect(commands[0]).toContain("--fail-on high");
    expect(commands[1]).toBe(commands[0]);
    expect(part).toMatch(/if \(status == 11\) \{\s+unstable /);
  });

  it("give secrets as variables or inputs, and never in a command", () => {
    expect(guide).not.toMatch(/--\S+[ =]\S*(?:VIGILES_KEY|secrets\.)/);
  });
});

describe("an expression of a workflow", () => {
  const contexts: Contexts = { secrets: { KEY: "k" }, vars: {}, inputs: { csv: "" }, steps: { scan: { sarif: "s" } } };

  it.each([
    ["a ${{ secrets.KEY }} b", "a k b"],
    ["${{ steps.scan.outputs.sarif }}", "s"],
    ["${{ steps.scan.outputs.other }}", ""],
  ])("%s is %j", (expression, value) => expect(evaluate(expression, contexts)).toBe(value));

  it.each([
    ["${{ !cancelled() }}", true],
    ["${{ inputs.csv != '' }}", false],
    ["${{ !cancelled() && inputs.csv == '' && steps.scan.outputs.sarif != '' }}", true],
  ])("as a condition, %s is %j", (condition, value) => expect(isTrue(condition, contexts)).toBe(value));

  it.each(["${{ secrets.OTHER }}", "${{ github.token }}"])("is refused if nothing has its name: %s", (expression) => {
    expect(() => evaluate(expression, contexts)).toThrow(/unknown/);
  });
});
