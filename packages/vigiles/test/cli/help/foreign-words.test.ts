import { describe, expect, it } from "vitest";
import { vigiles } from "../../support/command.js";
import { commands, program, wordsOf } from "../../support/command-tree.js";

const root = await program();
const paths = new Set(commands(root).map((command) => `vigiles ${wordsOf(command).join(" ")}`));
const flagNames = new Set([root, ...commands(root)].flatMap(({ options }) => options.map(({ long }) => long)));

/** What the error says instead of a word. */
async function hintFor(...argv: readonly string[]): Promise<string | undefined> {
  const { exit, stderr } = await vigiles(argv);
  expect([exit, stderr]).toEqual([2, expect.stringMatching(/^vigiles: USAGE: unknown /)]);
  return /\(here it is (.*)\); see/.exec(stderr)?.[1];
}

describe("a command of another tool", () => {
  it.each([
    [["scan", "sbom.json"], "vigiles manifest upload"],
    [["upload", "sbom.json"], "vigiles manifest upload"],
    [["image", "alpine:3"], "vigiles manifest upload"],
    [["manifest", "scan"], "vigiles manifest upload"],
    [["ls"], "vigiles manifest list"],
    [["rm", "x"], "vigiles manifest delete"],
    [["diff", "a", "b"], "vigiles report compare"],
    [["auth", "login"], "vigiles login"],
    [["whoami"], "vigiles config"],
    [["ping"], "vigiles heartbeat"],
    [["check"], "vigiles doctor"],
    [["sbom", "gateway.cdx.json"], "vigiles manifest upload FILE"],
    [["gateway.spdx"], "vigiles manifest upload FILE"],
    [["__proto__"], undefined],
    [["constructor"], undefined],
  ])("%j is %s here", async (argv, own) => {
    expect(await hintFor(...argv)).toBe(own);
    if (own !== undefined) expect(paths).toContain(own.replace(/ FILE$/, ""));
  });
});

describe("a report asked for as other tools do it", () => {
  it.each([
    [["manifest", "upload", "s.json", "-o", "sarif=out.sarif"], "--sarif FILE"],
    [["manifest", "latest-report", "m", "JUnit=out.xml"], "--junit FILE"],
  ])("%j names the flag", async (argv, flag) => {
    const { exit, stderr } = await vigiles(argv);
    expect([exit, stderr]).toEqual([2, expect.stringContaining(` (here it is ${flag}); see `)]);
  });
});

describe("a flag of another tool", () => {
  const upload = ["manifest", "upload", "s.json"];
  it.each([
    [[...upload, "--exit-code", "1"], "--fail-on"],
    [[...upload, "--severity-threshold=high"], "--fail-on"],
    [[...upload, "--ignore-unfixed"], "--only-fixed"],
    [[...upload, "--only-new"], "--fail-on-new"],
    [[...upload, "--ignorefile", "x"], "--ignore-file"],
    [[...upload, "--name", "x"], "--manifest-name"],
    [[...upload, "--code-quality", "x"], "--codequality"],
    [[...upload, "--jq", ".cves"], "--fields, or a pipe into jq"],
    [["manifest", "list", "--exit-code", "1"], "--fail-on of vigiles manifest upload"],
    [["manifest", "list", "--json"], "--output json"],
    [["manifest", "list", "--server", "x"], "--url"],
    [["manifest", "list", "-q"], "--quiet"],
    [
      ["manifest", "list", "-o", "table"],
      "--output; for reports --sarif, --junit, --codequality, --html, --markdown or --csv",
    ],
    [["manifest", "list", "--group", "x"], "--group-token"],
    [["manifest", "delete", "x", "--force"], "--yes"],
    [["manifest", "list", "--force"], undefined],
    [["manifest", "list", "--constructor"], undefined],
  ])("in %j is %s here", async (argv, own) => {
    expect(await hintFor(...argv)).toBe(own);
    if (own !== undefined) expect(flagNames).toContain(own.split(/[ ;,]/)[0]);
  });

  it.each([["--token=canary-1"], ["--password=canary'2"], ["--nonsense=canary-3"]])(
    "that may hold a secret is named without its value: %s",
    async (flag) => {
      const { stdout, stderr } = await vigiles(["manifest", "list", flag]);
      expect(stderr).toContain(`unknown option '${flag.split("=")[0]}'`);
      expect(stdout + stderr).not.toContain("canary");
    },
  );
});
