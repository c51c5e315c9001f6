import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatNames } from "../../../src/report/formats/index.js";
import { commands, program, wordsOf } from "../../support/command-tree.js";
import { printedCode } from "../../support/failure.js";
import { prepareCommand, type PreparedCommand } from "../../support/prepare-command.js";
import { plainService } from "../../support/servers/plain-service.js";

/** Two things of a command line that exclude each other, or of which the first needs the second to be absent. */
interface Pair {
  /** With `{SBOM}` for a file. */
  readonly command: readonly string[];
  /** With `{DIR}` for a folder. */
  readonly one: readonly string[];
  readonly other: readonly string[];
  /** Code of the error. Default: `USAGE`. */
  readonly code?: string;
  /** Words of the error. Default: the names of both flags. */
  readonly says?: readonly string[];
}

const upload = ["manifest", "upload", "{SBOM}"];
const rescan = ["manifest", "rescan", "m"];
const latest = ["manifest", "latest-report", "m"];

/** A value for each flag of a scan that takes one. */
const values: Readonly<Record<string, string>> = {
  "--fail-on": "critical",
  "--severity": "critical",
  "--ignore-file": "{DIR}/ignore.yaml",
  "--vex": "{DIR}/vex.json",
  "--baseline": "{DIR}/baseline.json",
};

const all = commands(await program());
const longsOf = (path: string): string[] => {
  const options = all.find((command) => wordsOf(command).join(" ") === path)?.options ?? [];
  return options.filter(({ hidden }) => !hidden).map(({ long }) => long ?? "");
};

/** Flags of `latest-report` that don't use findings. */
const otherFlags = [
  "--extra-fields",
  "--filter-results",
  "--fail-on-new",
  "--no-clobber",
  "--group-token",
  "--folder-token",
];

/** Every flag that uses findings, with a value: those of `latest-report`, which has few others. */
const scanFlags = longsOf("manifest latest-report")
  .filter((flag) => !otherFlags.includes(flag))
  .map((flag): readonly string[] => {
    const isReport = formatNames.some((name) => flag === `--${name}`);
    const value = isReport ? `{DIR}/o${flag.slice(1)}` : values[flag];
    return value === undefined ? [flag] : [flag, value];
  });

const withoutFindings: readonly (readonly [command: readonly string[], flag: string])[] = [
  [upload, "--upload-only"],
  [upload, "--return-job"],
  [rescan, "--rescan-only"],
  [rescan, "--return-job"],
];

/** The pairs of a list, each once. */
function pairsOf<T>(items: readonly T[]): (readonly [T, T])[] {
  return items.flatMap((one, at) => items.slice(at + 1).map((other) => [one, other] as const));
}

const pairs: readonly Pair[] = [
  ...withoutFindings.flatMap(([command, flag]) => scanFlags.map((one) => ({ command, one, other: [flag] }))),
  ...pairsOf([...formatNames.map((name) => [`--${name}`, "-"]), ["--summary"]]).map(([one, other]) => ({
    command: latest,
    one,
    other,
  })),
  ...pairsOf(formatNames).map(([one, other]) => ({
    command: latest,
    one: [`--${one}`, "{DIR}/o"],
    other: [`--${other}`, "{DIR}/o"],
    code: "OUTPUT_INVALID",
  })),
  ...formatNames.map((name) => ({
    command: [...upload, "--export-format", "csv"],
    one: [`--${name}`, "{DIR}/o"],
    other: ["--export-path", "{DIR}/o"],
    code: "OUTPUT_INVALID",
  })),
  { command: latest, one: ["--severity", "low"], other: ["--fail-on", "high"] },
  ...["--background", "--return-job"].map((flag) => ({
    command: [...upload, "--export-path", "{DIR}/o"],
    one: ["--export-format", "csv"],
    other: [flag],
    code: "VALUE_INVALID",
    says: ["background", "exportFormat"],
  })),
  ...["manifest download m", "report download csv r"].map((command) => ({
    command: command.split(" "),
    one: ["--outfile", "{DIR}/o"],
    other: ["--stdout"],
  })),
  ...["move", "copy"].map((verb) => ({
    command: ["manifest", verb, "m"],
    one: ["--group-token", "g"],
    other: ["--folder-token", "f"],
  })),
  ...["list", "create x"].map((words) => ({
    command: ["folder", ...words.split(" ")],
    one: ["--group-token", "g"],
    other: ["--folder-token", "f"],
  })),
  { command: ["group", "create", "x"], one: ["--group-token", "g"], other: ["--top-level"] },
  { command: ["group", "list"], one: ["--archived"], other: ["--include-private-workspaces"] },
  { command: ["group", "activity-log", "g"], one: ["--folder-token", "f"], other: ["--no-folder"] },
  ...[
    ["manifest", "--manifest", "--group"],
    ["group", "--group", "--manifest"],
  ].map(([scope = "", flag = "", other = ""]) => ({
    command: ["cves", "set-status", scope, "CVE-1", "p", "resolved"],
    one: [flag, "t"],
    other: [other, "t"],
    code: "VALUE_INVALID",
    says: [`${other.slice(2)}Tokens`, `need scope "${other.slice(2)}"`],
  })),
];

/** Flags that need another one. */
const needs: readonly Pair[] = [
  { command: ["heartbeat"], one: ["--full"], other: ["--dry-run"] },
  { command: ["heartbeat"], one: ["--message-file", "{DIR}/o"], other: ["--dry-run"] },
  { command: upload, one: ["--export-format", "csv"], other: ["--export-path", "{DIR}/o"] },
  { command: upload, one: ["--export-path", "{DIR}/o"], other: ["--export-format", "csv"] },
  { command: latest, one: ["--fail-on-new"], other: ["--baseline", "{DIR}/baseline.json"] },
];

const scan = {
  manifest_token: "m",
  group_token: "g",
  job_id: "j",
  status: "success",
  cves: { openssl: [{ cve_id: "CVE-1", cvss: 5, status: "Unfixed" }] },
};

let prepared: PreparedCommand;
beforeAll(async () => {
  prepared = await prepareCommand((seen) => {
    const isScan = /\/(?:manifests|reports|latest)$/.test(seen.path) || seen.path.includes("/jobs/");
    const isExport = new Map(seen.params).get("export_format") !== undefined;
    return isScan && !isExport ? { body: scan } : plainService(seen);
  });
  const { files } = prepared;
  files.write("sbom.json", "{}");
  files.write("ignore.yaml", "ignore: []");
  files.write("vex.json", { statements: [] });
  files.write("baseline.json", scan);
});
afterAll(async () => prepared[Symbol.asyncDispose]());

async function run(...words: readonly string[]) {
  const { files, server } = prepared;
  const before = server.requests.length;
  const argv = words.map((word) => word.replace("{DIR}", files.folder).replace("{SBOM}", files.path("sbom.json")));
  const result = await prepared.run(argv);
  return { ...result, requests: server.requests.length - before };
}

const titled = (rows: readonly Pair[]) =>
  rows.map((row) => [row.command.slice(0, 3).join(" "), row.one.join(" "), row.other.join(" "), row] as const);

describe("flags that exclude each other", () => {
  it.each(titled(pairs))(
    "%s: %s and %s are refused together, before anything is sent",
    async (_path, _one, _other, row) => {
      const { command, one, other, code = "USAGE", says = [one[0] ?? "", other[0] ?? ""] } = row;
      for (const flags of [
        [...one, ...other],
        [...other, ...one],
      ]) {
        const { exit, stdout, stderr, requests } = await run(...command, ...flags);
        const printed = flags.includes("--stdout") ? undefined : code;
        expect([exit, printedCode(stdout), requests]).toEqual([code === "VALUE_INVALID" ? 6 : 2, printed, 0]);
        expect(stderr).toMatch(new RegExp(`^(?:vigiles: warning: .*\n)*vigiles: ${code}: [^\n]+\n`));
        for (const word of says) expect(stderr).toContain(word);
      }
    },
  );

  it.each(
    titled(pairs.filter(({ command, code }) => code !== "VALUE_INVALID" && !command.includes("--export-format"))),
  )("%s: each of %s and %s is accepted alone", async (_path, _one, _other, { command, one, other }) => {
    for (const flags of [one, other]) {
      const { exit, stderr } = await run("--output", "json", ...command, ...flags);
      // The finding is medium, so that --fail-on passes.
      expect([flags, exit, stderr]).toEqual([flags, 0, expect.not.stringContaining("USAGE")]);
    }
  });

  it("are tested for every flag that uses findings", () => {
    expect(scanFlags.map(([flag]) => flag).toSorted()).toEqual(
      [...Object.keys(values), ...formatNames.map((name) => `--${name}`), "--only-fixed", "--summary"].toSorted(),
    );
    for (const path of ["manifest upload", "manifest rescan"]) {
      expect(longsOf(path)).toEqual(expect.arrayContaining(scanFlags.map(([flag]) => flag)));
    }
  });

  it("include standard input, which is read once: as the key file, or as the SBOM", async () => {
    const { exit, stderr, requests } = await run("-k", "-", "manifest", "upload", "-");
    expect([exit, requests, stderr]).toEqual([
      2,
      0,
      expect.stringContaining("standard input can't be both the SBOM and the key file"),
    ]);
  });
});

describe("flags that need another one", () => {
  it.each(titled(needs))("%s: %s without %s is refused, before anything is sent", async (_path, _one, _other, row) => {
    const { command, one, other } = row;
    const alone = await run(...command, ...one);
    expect([alone.exit, printedCode(alone.stdout), alone.requests]).toEqual([2, "USAGE", 0]);
    for (const word of [one[0] ?? "", other[0] ?? ""]) expect(alone.stderr).toContain(word);
    expect((await run(...command, ...one, ...other)).exit).toBe(0);
  });
});
