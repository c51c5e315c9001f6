// Takes the pictures of the README: a gate in a terminal, and the HTML report, both from a run against the emulator. Needs Chromium.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "./build.ts";
import { startEmulator } from "./demo/emulator.ts";
import { terminalSvg } from "./pictures/terminal-svg.ts";

const root = dirname(import.meta.dirname);
const pictures = join(root, "docs", "pictures");
const samples = join(import.meta.dirname, "pictures");
const chromium = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
/** A line of more than 98 columns, up to its last space before them. A terminal breaks it as well. */
const longLine = /(.{80,98}) /g;
const fields = "id,package,version,severity,fixedBy,status";
/** `--fail-on` has found something. */
const policyFailed = 11;

build();
const folder = mkdtempSync(join(tmpdir(), "org-pictures-"));
const emulator = await startEmulator(false);
try {
  const html = join(folder, "report.html");
  vigiles(["manifest", "upload", join(samples, "earlier.cdx.json"), "-n", "gateway"], 0);
  const gate = [
    "manifest",
    "upload",
    "gateway.cdx.json",
    "-n",
    "gateway",
    "--baseline",
    "last",
    "--fail-on",
    "critical",
  ];
  const files = ["--ignore-file", join(samples, "ignore.yaml"), "--html", html];
  const printed = vigiles([...gate, ...files, "--output", "table", "--fields", fields], policyFailed);
  const prompt = `$ vigiles ${gate.join(" ")} --html report.html`;
  const title = "vigiles shows the findings of an SBOM as a table, and fails the build";
  writeFileSync(join(pictures, "gate.svg"), terminalSvg(title, `${prompt}\n\n${printed}\n$ echo $?\n${policyFailed}`));
  takePicture(html, join(pictures, "report.png"));
} finally {
  await emulator.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Runs the command, and returns what it prints. */
function vigiles(args: readonly string[], expectedCode: number): string {
  const { http, keyFile, dashboardConfig } = emulator.services;
  const env = {
    ...process.env,
    VIGILES_SERVER: http,
    VIGILES_KEY_FILE: keyFile,
    VIGILES_DASHBOARD_CONFIG: dashboardConfig,
    FORCE_COLOR: "1",
    COLUMNS: "90",
  };
  const { status, stdout, stderr } = spawnSync("vigiles", args, { cwd: samples, env, encoding: "utf8" });
  if (status !== expectedCode) throw new Error(`vigiles ended with ${status}: ${stderr}`);
  return `${stdout}${stderr.replaceAll(longLine, "$1\n")}`;
}

/** Takes a picture of the first screen of a page. */
function takePicture(page: string, picture: string): void {
  const quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run"];
  const size = ["--window-size=1000,1280", "--force-device-scale-factor=1"];
  execFileSync(chromium, [...quiet, ...size, `--screenshot=${picture}`, pathToFileURL(page).href], { stdio: "ignore" });
}
