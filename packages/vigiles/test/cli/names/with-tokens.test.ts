import { startEmulator, type Emulator } from "@org/emulator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { printedCode } from "../../support/failure.js";
import { vigiles, type Run } from "../../support/command.js";
import { prepareCommand } from "../../support/prepare-command.js";
import { workspace, type Workspace } from "../../support/workspace.js";

let emulator: Emulator;
let files: Workspace;
let sbom: string;

beforeAll(async () => {
  emulator = await startEmulator();
  files = workspace();
  sbom = files.write("sbom.json", { bomFormat: "CycloneDX", specVersion: "1.6", components: [] });
});

afterAll(async () => {
  files[Symbol.dispose]();
  await emulator.close();
});

/** A run of the command, and its requests: method and path, without parameters. */
async function run(...argv: readonly string[]): Promise<Run & { readonly sent: readonly string[] }> {
  const before = emulator.requests.length;
  const result = await vigiles(argv, { env: { VIGILES_KEY_FILE: emulator.keyFile, VIGILES_SERVER: emulator.http } });
  const sent = emulator.requests.slice(before).map(({ method, url }) => `${method} ${url.split("?")[0]}`);
  return { ...result, sent: sent.map((line) => line.replace("/api/v1/vigiles", "")) };
}

async function json<T>(...argv: readonly string[]): Promise<T> {
  return JSON.parse((await run(...argv)).stdout) as T;
}

/** Tokens of the emulator's groups, folders and SBOMs. */
async function tokenOf(kind: "group" | "folder" | "manifest", name: string): Promise<string> {
  const items = await json<Record<string, string>[]>(kind, "list");
  const item = items.find((one) => (one[`${kind}_name`] ?? one["name"]) === name);
  return item?.[`${kind}_token`] ?? item?.["token"] ?? "";
}

describe("a name in the place of a token", () => {
  it.each<[readonly string[], "group" | "folder" | "manifest", string]>([
    [["manifest", "info", "{}"], "manifest", "camera-image"],
    [["manifest", "reports", "{}"], "manifest", "camera-image"],
    [["report", "list", "{}"], "manifest", "camera-image"],
    [["manifest", "latest-report", "{}"], "manifest", "camera-image"],
    [["manifest", "rescan", "{}", "--rescan-only"], "manifest", "camera-image"],
    [["manifest", "download", "{}", "--stdout"], "manifest", "camera-image"],
    [["manifest", "list", "-g", "{}"], "group", "Firmware"],
    [["manifest", "list", "--folder-token", "{}"], "folder", "Releases"],
    [["folder", "list", "-g", "{}"], "group", "Firmware"],
    [["group", "info", "-g", "{}"], "group", "Firmware"],
    [["group", "settings", "info", "-g", "{}"], "group", "Firmware"],
    [["group", "members", "list", "{}"], "group", "Firmware"],
    [["group", "activity-log", "{}"], "group", "Firmware"],
    [["product", "info", "-p", "{}"], "group", "Firmware"],
    [["cves", "status", "CVE-2014-0160", "openssl", "1.0.1f", "{}"], "manifest", "camera-image"],
  ])("%j gives what the token gives", async (argv, kind, name) => {
    const token = await tokenOf(kind, name);
    expect(token).toMatch(/^\w+\./);
    const given = (text: string) => argv.map((arg) => arg.replace("{}", text));
    const byToken = await run(...given(token));
    const byName = await run(...given(name));
    expect([byToken.exit, byToken.sent.length]).toEqual([0, 1]);
    expect([byName.exit, byName.stderr]).toEqual([0, ""]);
    const withoutTimes = ({ stdout }: Run): string =>
      stdout.replace(/"(?:date|report_path|created_date|report_token)": ".*"/g, "");
    expect(withoutTimes(byName)).toBe(withoutTimes(byToken));
  });

  it("that can't be a token is looked up before anything else is sent", async () => {
    const name = "board 2";
    await run("manifest", "upload", sbom, "-n", name, "-g", await tokenOf("group", "Applications"));
    const token = await tokenOf("manifest", name);
    const info = await run("manifest", "info", name);
    expect([info.exit, info.sent]).toEqual([0, ["GET /manifests", `GET /manifests/${token}`]]);
  });

  it("is looked up after the service has refused it as a token", async () => {
    const token = await tokenOf("group", "Applications");
    const upload = await run("manifest", "upload", sbom, "-n", "by name", "-g", "Applications");
    expect([upload.exit, upload.sent]).toEqual([0, ["GET /groups", "POST /manifests"]]);
    expect(JSON.parse(upload.stdout)).toMatchObject({ group_token: token, manifest_name: "by name" });
  });

  it("of a folder is looked for in the group of the command line", async () => {
    await run("folder", "create", "Images", "-g", "Applications");
    await run("folder", "create", "Images", "-g", "Firmware");
    const ambiguous = await run("manifest", "list", "--folder-token", "Images");
    expect([ambiguous.exit, printedCode(ambiguous.stdout)]).toEqual([6, "NAME_AMBIGUOUS"]);
    const { exit, stdout } = await run("manifest", "list", "-g", "Firmware", "--folder-token", "Images");
    expect([exit, stdout]).toEqual([0, "[]\n"]);
  });

  it("of several things is refused with their tokens", async () => {
    const { exit, stdout, stderr, sent } = await run("manifest", "delete", "gateway-image", "--confirm");
    expect([exit, printedCode(stdout)]).toEqual([6, "NAME_AMBIGUOUS"]);
    expect(sent).toEqual(["DELETE /manifests/gateway-image", "GET /manifests"]);
    const one = String.raw`\S+ \((20\S+), group \S+?(?:, folder \S+)?\)`;
    const listed = new RegExp(`2 SBOMs have the name "gateway-image": ${one}, ${one}; give one of the tokens`).exec(
      stderr,
    );
    const [newer = "", older = ""] = listed?.slice(1) ?? [];
    expect(newer > older).toBe(true);
  });

  it.each([
    [
      ["manifest", "info", "camera-imag"],
      'No SBOM here has the token or name "camera-imag"; did you mean "camera-image"?',
    ],
    [["manifest", "info", "camera image"], 'No SBOM here has the name "camera image"; did you mean "camera-image"?'],
    [
      ["manifest", "list", "-g", "firmware"],
      'No group here has the token or name "firmware"; did you mean "Firmware"?',
    ],
    [["folder", "archive", "Relases"], 'No folder here has the token or name "Relases"; did you mean "Releases"?'],
    [
      ["manifest", "delete", "gw*", "--yes"],
      'No SBOM here has the name "gw*"; only `vigiles manifest list --name` takes patterns, give the whole name',
    ],
    [
      ["manifest", "delete", "camera-image", "camera-imagee", "--yes"],
      'No SBOM here has the name "camera-imagee"; did you mean "camera-image"?',
    ],
    [["group", "delete", "nothing/like\u0007it"], 'No group here has the name "nothing/like\\u0007it"'],
  ])("that nothing has is refused with near names: %j", async (argv, message) => {
    const { exit, stdout, stderr } = await run(...argv);
    expect([exit, printedCode(stdout)]).toEqual([5, "NAME_UNKNOWN"]);
    expect(stderr.split("\n")[0]).toBe(`vigiles: NAME_UNKNOWN: ${message}`);
  });

  it("that nothing is near to leaves the service's own error", async () => {
    const { exit, stdout, stderr } = await run("manifest", "info", "QQQQ");
    expect([exit, printedCode(stdout)]).toEqual([5, "HTTP_STATUS"]);
    expect(stderr).toContain("There is no manifest with the token QQQQ");
  });

  it("of an archived group or folder is found where it is restored", async () => {
    expect((await run("folder", "archive", "Images", "-k", emulator.keyFile)).exit).toBe(6);
    expect((await run("group", "create", "Old ones", "--top-level")).exit).toBe(0);
    expect((await run("group", "archive", "Old ones")).exit).toBe(0);
    expect((await run("group", "info", "-g", "Old ones")).exit).toBe(5);
    expect((await run("group", "unarchive", "Old ones")).exit).toBe(0);
    expect((await run("group", "info", "-g", "Old ones")).exit).toBe(0);
    expect((await run("group", "delete", "Old ones")).exit).toBe(0);
  });

  it("is not looked up in a dry run, which sends nothing", async () => {
    const { exit, stdout, stderr, sent } = await run("--dry-run", "manifest", "info", "board 2");
    expect([exit, printedCode(stdout), sent]).toEqual([6, "TOKEN_INVALID", []]);
    expect(stderr).toContain("give the token");
  });

  it("is not looked for in the place of an empty token, which is mostly a variable that is not set", async () => {
    for (const text of ["", " "]) {
      const { exit, stdout, sent } = await run("manifest", "info", text);
      expect([exit, printedCode(stdout), sent]).toEqual([6, "TOKEN_INVALID", []]);
    }
  });
});

describe("a flag with an empty token, which is mostly a variable that is not set", () => {
  it.each([
    ["--group-token", ["manifest", "list"]],
    ["--folder-token", ["manifest", "list"]],
    ["--group-token", ["folder", "list"]],
    ["--group-token", ["group", "info"]],
  ])("is named in the error: %s of %j", async (flag, words) => {
    for (const text of ["", " "]) {
      const { exit, stdout, stderr, sent } = await run(...words, flag, text);
      expect([exit, printedCode(stdout), sent]).toEqual([6, "TOKEN_INVALID", []]);
      expect(stderr).toContain(`${flag} has an empty value`);
    }
  });
});

describe("a path or an address in the place of a token", () => {
  it("selects its report", async () => {
    const { report_path: path } = await json<{ report_path: string }>("manifest", "latest-report", "camera-image");
    const token = path.split("/").at(-1) ?? "";
    for (const link of [path, `https://vigiles.example.com${path}?tab=1`]) {
      const download = await run("report", "download", "csv", link, "--stdout");
      expect([download.exit, download.sent]).toEqual([0, [`GET /reports/${token}`]]);
      const page = await run("report", "html", link, "-o", files.path("r.html"));
      expect([page.exit, page.sent]).toEqual([0, [`GET /reports/${token}`]]);
      expect((await run("report", "compare", link, token)).exit).toBe(0);
      const scan = await run("manifest", "latest-report", "camera-image", "--baseline", link, "--fail-on-new");
      expect([scan.exit, scan.stderr]).toEqual([0, ""]);
    }
  });
});

describe("a command line with tokens", () => {
  it("sends its own request only, also if it fails for another reason than an unknown token", async () => {
    for (const status of [200, 400, 403, 500]) {
      await using command = await prepareCommand(() => ({ status, body: [] }));
      await command.run(["--retries", "0", "manifest", "list", "-g", "g", "--folder-token", "f"]);
      expect([status, command.server.requests.length]).toEqual([status, 1]);
    }
  });
});
