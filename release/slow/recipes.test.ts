import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { startEmulator, type Emulator } from "@org/emulator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { packAll } from "../src/pack.ts";
import { azureSteps } from "../src/recipes/azure.ts";
import { readCodeBlocks, type CodeBlock } from "../src/recipes/code-blocks.ts";
import { workflowSteps } from "../src/recipes/github-actions.ts";
import { gitLabSteps } from "../src/recipes/gitlab.ts";
import { jenkinsSteps } from "../src/recipes/jenkins.ts";
import { playSteps, type JobResult, type Step, type Variables } from "../src/recipes/job.ts";
import { repository } from "../src/packages.ts";
import { startRegistry, type Registry } from "../src/registry.ts";
import { run } from "../src/run.ts";

const folder = mkdtempSync(join(tmpdir(), "recipes-"));
/** Settings of npm, by which it finds the packages of this project in the test's registry. */
const userConfig = join(folder, "npmrc");
const guidePath = join(repository, "docs/ci.md");
const guide = readFileSync(guidePath, "utf8");
const blocks = readCodeBlocks(guidePath);
const version = /@org\/vigiles@(\d+\.\d+\.\d+)/.exec(blocks.map(({ text }) => text).join())?.[1] ?? "";
let emulator: Emulator;
let registry: Registry;
let account: Variables;
let group: string;

beforeAll(async () => {
  registry = await startRegistry(join(folder, "registry"));
  await publish();
  emulator = await startEmulator();
  const { email, key } = JSON.parse(readFileSync(emulator.keyFile, "utf8")) as Variables;
  account = { VIGILES_EMAIL: email ?? "", VIGILES_KEY: key ?? "" };
  group = (JSON.parse(readFileSync(emulator.dashboardConfig, "utf8")) as { group: string }).group;
});
afterAll(async () => {
  await emulator.close();
  await registry[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** Publishes the packages as they are here; `vigiles` in the version that the recipes name. */
async function publish(): Promise<void> {
  const own = (await run("npm", ["config", "get", "userconfig"], { cwd: folder })).trim();
  writeFileSync(userConfig, `${existsSync(own) ? readFileSync(own, "utf8") : ""}\n${registry.npmrc}`);
  const npm = { env: { npm_config_userconfig: userConfig } };
  for (const { name, path } of await packAll(folder)) {
    if (!/vigiles|http-core|linuxlink-auth/.test(name)) continue;
    const unpacked = join(folder, "unpacked", name);
    mkdirSync(unpacked, { recursive: true });
    await run("tar", ["--extract", "--strip-components=1", "--file", path], { cwd: unpacked });
    if (name === "@org/vigiles") await run("npm", ["pkg", "set", `version=${version}`], { cwd: unpacked });
    await run("npm", ["publish", "--provenance=false"], { cwd: unpacked, ...npm });
  }
}

/** The environment of a build server, with the account as it is stored there. */
function serverVariables(): Variables {
  const { PATH = "", HOME = "", NODE_EXTRA_CA_CERTS = "" } = process.env;
  return {
    // Node of this project before that of the machine.
    PATH: [dirname(process.execPath), PATH].join(delimiter),
    HOME,
    NODE_EXTRA_CA_CERTS,
    npm_config_cache: join(folder, "cache"),
    npm_config_userconfig: userConfig,
    CI: "true",
    VIGILES_SERVER: emulator.http,
  };
}

/** How a recipe becomes steps, by the heading that it stands under. */
const systems: Readonly<
  Record<string, (text: string) => { readonly steps: readonly Step[]; readonly env: Variables }>
> = {
  "GitHub Actions": (text) => ({
    steps: workflowSteps(text, { secrets: account, vars: { VIGILES_GROUP_TOKEN: group } }),
    env: {},
  }),
  "GitLab CI": (text) => ({
    steps: gitLabSteps(text),
    env: { ...account, VIGILES_GROUP_TOKEN: group, CI_PROJECT_NAME: "gateway" },
  }),
  Jenkins: (text) => ({
    steps: jenkinsSteps(text.replace("the token of your group", group), {
      "vigiles-email": account["VIGILES_EMAIL"] ?? "",
      "vigiles-key": account["VIGILES_KEY"] ?? "",
    }),
    env: {},
  }),
  "Azure Pipelines": (text) => ({
    steps: azureSteps(text, { ...account, VIGILES_GROUP_TOKEN: group }),
    env: {},
  }),
  "Any other shell": (text) => ({
    steps: [{ runsAfterFailure: false, play: (job) => job.run(["sh", "-c"], text) }],
    env: { ...account, VIGILES_GROUP_TOKEN: group },
  }),
};

const recipes = blocks.filter(({ heading }) => Object.hasOwn(systems, heading));

const sbomOf = (name: string, componentVersion: string): string =>
  JSON.stringify({
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    components: [{ type: "library", name, version: componentVersion }],
  });

/** Plays a recipe in a new checkout that has the SBOM and the given files. */
async function play(
  recipe: CodeBlock,
  sbom: string,
  files: Variables = {},
): Promise<JobResult & { readonly checkout: string }> {
  const checkout = mkdtempSync(join(folder, "checkout-"));
  for (const [name, text] of Object.entries({ "sbom.cdx.json": sbom, ...files }))
    writeFileSync(join(checkout, name), text);
  const { steps, env } = systems[recipe.heading]?.(recipe.text) ?? { steps: [], env: {} };
  return { checkout, ...(await playSteps(checkout, { ...serverVariables(), ...env }, steps)) };
}

describe("the recipes of docs/ci.md", () => {
  it("are there for every system", () => {
    expect([...new Set(recipes.map(({ heading }) => heading))]).toEqual(Object.keys(systems));
  });

  describe.each(recipes.map((recipe, at) => ({ recipe, title: `${recipe.heading} (${at + 1})` })))(
    "$title",
    ({ recipe }) => {
      it("fails a build with a severe finding, and keeps its reports", async () => {
        const { exit, output, collected, checkout } = await play(recipe, sbomOf("openssl", "1.0.1f"));
        expect(output).toContain("POLICY_FAILED");
        expect(exit).toBe(11);
        expect(output).not.toContain(account["VIGILES_KEY"]);
        expect(output).not.toContain("no file to collect");
        for (const path of collected) expect(readFileSync(join(checkout, path), "utf8")).toContain("CVE-2014-0160");
        expect(collected.length > 0 || existsSync(join(checkout, "reports/vigiles.html"))).toBe(true);
      });

      it("passes a build without findings, into the group", async () => {
        const { exit, output } = await play(recipe, sbomOf("openssl", "99.0.0"));
        expect([exit, output]).toEqual([0, expect.not.stringContaining("Private Workspace")]);
        // Totals in JSON, or below a table.
        expect(output).toMatch(/"open": 0|\bopen: 0\b/);
      });

      it("fails a build whose SBOM is empty, but not as for a finding", async () => {
        const { exit, output } = await play(recipe, "");
        expect([exit, output]).toEqual([6, expect.stringContaining("INPUT_INVALID")]);
      });
    },
  );

  const recipeOf = (wanted: string): CodeBlock => {
    const found = recipes.find(({ heading }) => heading === wanted);
    if (found === undefined) throw new Error(`no recipe for ${wanted}`);
    return found;
  };

  it("pass a build whose finding the file of their example ignores", async () => {
    const example = blocks.find(({ heading }) => heading.startsWith("Ignore a finding"))?.text ?? "";
    const files = { ".vigilesignore.yaml": example.replace(/expires: .*/, "expires: 9999-12-31") };
    const { exit, output } = await play(recipeOf("Any other shell"), sbomOf("openssl", "1.0.1f"), files);
    expect([exit, output]).toEqual([0, expect.stringContaining('"open": 0')]);
  });

  it("pass a short command line beside a project file", async () => {
    const example = blocks.find(({ heading }) => heading.startsWith("Keep the rules"))?.text ?? "";
    const [, command = ""] = /Then the command line is short: `([^`]+)`/.exec(guide) ?? [];
    const recipe = { ...recipeOf("Any other shell"), text: command };
    const { exit, output, checkout } = await play(recipe, sbomOf("openssl", "1.0.1f"), { ".vigiles.yaml": example });
    expect([exit, output]).toEqual([11, expect.stringContaining('"manifest_name": "gateway local"')]);
    for (const name of ["vigiles.sarif", "vigiles.html"]) expect(existsSync(join(checkout, name))).toBe(true);
  });

  it("let the action read no project file", async () => {
    const recipe = recipeOf("GitHub Actions");
    const text = recipe.text.replace("fail-on: high", 'project-file: "false"');
    const files = { ".vigiles.yaml": "fail-on: high\n" };
    expect((await play({ ...recipe, text }, sbomOf("openssl", "1.0.1f"), files)).exit).toBe(0);
    const reading = { ...recipe, text: recipe.text.replace("fail-on: high", "severity: critical,high") };
    expect((await play(reading, sbomOf("openssl", "1.0.1f"), files)).exit).toBe(11);
  });

  const table = guide.split("| you want to | flags |\n")[1]?.split("\n\n")[0] ?? "";
  const variations = [...table.matchAll(/ \| `(--[^`]+)`/g)].map(([, flags = ""]) => flags);

  it.each(variations)("work with %s", async (flags) => {
    const recipe = recipeOf("Any other shell");
    const main = { manifest_token: "m", cves: [{ cve_id: "CVE-2000-0001", package: "other", version: "1" }] };
    const text = recipe.text
      .replace("--fail-on high", flags)
      .replace("mkdir -p reports", `mkdir -p reports; echo '${JSON.stringify(main)}' > reports/main.json`);
    const { exit, output } = await play({ ...recipe, text }, sbomOf("openssl", "1.0.1f"));
    expect([exit, output]).toEqual([expect.any(Number), expect.stringContaining('"findings": ')]);
    expect([0, 11]).toContain(exit);
  });

  it("pass all inputs of the action on", async () => {
    const inputs = {
      "fail-on": "critical",
      "fail-on-new": true,
      baseline: "last",
      severity: "high,critical",
      "only-fixed": true,
      "ignore-file": "ignored.yaml",
      vex: "one.json\ntwo.json",
      folder: "",
      server: emulator.http,
      sarif: "a b.sarif",
      junit: "v.xml",
      markdown: "v.md",
      csv: "v.csv",
    };
    const recipe = recipeOf("GitHub Actions");
    const workflow = parse(recipe.text) as { jobs: { vigiles: { steps: { with: Record<string, unknown> }[] } } };
    Object.assign(workflow.jobs.vigiles.steps[1]?.with ?? {}, inputs);
    const files = {
      "ignored.yaml": "ignore:\n  - { id: CVE-2014-0160, reason: switched off }\n",
      "one.json": notAffected("CVE-2015-0001"),
      "two.json": notAffected("CVE-2015-0002"),
    };
    const played = await play({ ...recipe, text: stringify(workflow) }, sbomOf("openssl", "1.0.1f"), files);
    expect([played.exit, played.output]).toEqual([0, expect.stringContaining('"new": 0')]);
    expect(played.collected).toEqual(["a b.sarif", "vigiles.html"]);
    for (const name of ["v.xml", "v.md", "v.csv", "a b.sarif", "summary.md"]) {
      expect(readFileSync(join(played.checkout, name), "utf8")).toContain("switched off");
    }
  });

  it("fail for an input of the action that is neither true nor false", async () => {
    const recipe = recipeOf("GitHub Actions");
    const text = recipe.text.replace("fail-on: high", "only-fixed: maybe");
    const { exit, output } = await play({ ...recipe, text }, sbomOf("openssl", "1.0.1f"));
    expect([exit, output]).toEqual([2, expect.stringContaining("only-fixed must be true or false")]);
  });
});

/** An OpenVEX document. */
function notAffected(name: string): string {
  const statement = { vulnerability: { name }, status: "not_affected", justification: "component_not_present" };
  return JSON.stringify({ "@context": "https://openvex.dev/ns/v0.2.0", statements: [statement] });
}
