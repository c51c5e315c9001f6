import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { startEmulator, type Emulator } from "@org/emulator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { vigiles, type Run } from "./support/command.js";
import { loopback } from "./support/servers/loopback.js";
import { refusingProxy } from "./support/servers/connect-proxy.js";
import { workspace, type Workspace } from "./support/workspace.js";
import { bin } from "./support/process.js";

const guide = readFileSync(resolve(import.meta.dirname, "../../../docs/troubleshooting.md"), "utf8");
/** The messages of the document, by heading. */
const messages = new Map(
  [...guide.matchAll(/^## (.+)\n\n```\n([^]*?)\n```$/gm)].map(([, heading = "", message = ""]) => [heading, message]),
);

let emulator: Emulator;
let files: Workspace;
let env: Record<string, string>;
let sbom: string;

beforeAll(async () => {
  emulator = await startEmulator();
  files = workspace();
  const { email = "", key = "" } = JSON.parse(readFileSync(emulator.keyFile, "utf8")) as Record<string, string>;
  env = { VIGILES_EMAIL: email, VIGILES_KEY: key, VIGILES_SERVER: emulator.http };
  sbom = files.write("sbom.json", { bomFormat: "CycloneDX", specVersion: "1.6", components: [] });
});
afterAll(async () => {
  files[Symbol.dispose]();
  await emulator.close();
});

/** Runs the command with the account in its variables. */
const run = (argv: readonly string[], more: Record<string, string> = {}): Promise<Run> =>
  vigiles(argv, { env: { ...env, ...more } });
const upload = (...flags: readonly string[]): Promise<Run> => run(["manifest", "upload", sbom, ...flags]);

/** What a user does to get each message, and the exit code. */
const mistakes: Readonly<Record<string, readonly [exit: number, make: () => Promise<Pick<Run, "exit" | "stderr">>]>> = {
  "No account": [3, () => vigiles(["heartbeat"], { env: { VIGILES_SERVER: emulator.http } })],
  "All secrets are empty": [3, () => run(["heartbeat"], { VIGILES_EMAIL: "", VIGILES_KEY: "" })],
  "A secret that is not there": [3, () => run(["heartbeat"], { VIGILES_KEY: "" })],
  "A key instead of a path": [3, () => vigiles(["-k", env["VIGILES_KEY"] ?? "", "heartbeat"])],
  "Address and key are swapped": [
    3,
    () => run(["heartbeat"], { VIGILES_EMAIL: env["VIGILES_KEY"] ?? "", VIGILES_KEY: env["VIGILES_EMAIL"] ?? "" }),
  ],
  "A wrong key": [4, () => run(["heartbeat"], { VIGILES_KEY: "an old key" })],
  "Node is too old": [1, async () => runOnOldNode()],
  "The wrong edition": [
    3,
    () => run(["manifest", "upload", sbom, "--group-token", "abc"], { VIGILES_EDITION: "products" }),
  ],
  "No such group, SBOM or report": [5, () => upload("--group-token", "abc")],
  "The SBOM is not where you say": [6, () => run(["manifest", "upload", files.path("none.json")])],
  "The folder of a report does not exist": [2, () => upload("--sarif", files.path("none/v.sarif"))],
  "A flag of another tool": [2, () => upload("--exit-code", "1")],
  "Nothing to compare with": [2, () => upload("--fail-on-new")],
  "An entry of the ignore file that can't be used": [
    6,
    () => upload("--ignore-file", files.write("ignore.yaml", "ignore:\n  - id: CVE-2014-0160\n")),
  ],
  "The URL is that of something else": [7, runAgainstPortal],
  "A CA that is not trusted": [8, () => run(["heartbeat"], { VIGILES_SERVER: emulator.https })],
  "A proxy that refuses": [8, runThroughProxy],
  "The upload was lost": [10, loseConnection],
};

/** The command says it before it loads anything that an old Node can't read. */
function runOnOldNode(): Pick<Run, "exit" | "stderr"> {
  const old = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.19.0" } });`;
  const { status, stderr } = spawnSync(process.execPath, ["--eval", `${old} require(${JSON.stringify(bin)})`]);
  return { exit: status ?? -1, stderr: stderr.toString("utf8") };
}

async function runAgainstPortal(): Promise<Run> {
  const page = { headers: { "content-type": "text/html" }, body: "<!doctype html><title>Sign in</title>" };
  await using portal = await loopback(() => page);
  return await run(["heartbeat"], { VIGILES_SERVER: portal.url });
}

async function runThroughProxy(): Promise<Run> {
  await using proxy = await refusingProxy(407);
  const more = { VIGILES_SERVER: "https://vigiles.example.com", VIGILES_PROXY: proxy.url };
  return await run(["heartbeat", "--retries", "0"], more);
}

async function loseConnection(): Promise<Run> {
  emulator.faults.add({ type: "reset", path: "/api/v1/vigiles/manifests", handled: true });
  return await upload();
}

describe("the troubleshooting guide", () => {
  it("has a message for each mistake, and a mistake for each message", () => {
    expect([...messages.keys()]).toEqual(Object.keys(mistakes));
    expect(messages.size).toBe(18);
  });

  it.each(Object.entries(mistakes))("shows the message of: %s", async (heading, [exit, make]) => {
    const made = await make();
    const message = messages.get(heading) ?? "";
    const pattern = message.split("…").map((part) => part.replace(/[$()*+.?[\\\]^{|}]/g, "\\$&"));
    expect(made.stderr).toMatch(new RegExp(`^${pattern.join(".*")}`, "m"));
    expect(made.exit).toBe(exit);
    expect(made.stderr).not.toContain(env["VIGILES_KEY"]);
  });

  it("names the remedy of a CA that is not trusted", async () => {
    const more = { VIGILES_SERVER: emulator.https, VIGILES_CA_BUNDLE: emulator.ca };
    expect((await run(["heartbeat"], more)).exit).toBe(0);
  });
});
