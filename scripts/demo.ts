// Shows the main tasks from end to end against the emulator, with the commands and calls that a user would use.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "./build.ts";
import { startEmulator, type Emulator, type Services } from "./demo/emulator.ts";
import { command, expect, quoteCommand, say, step, width } from "./demo/steps.ts";

const { values } = parseArgs({ options: { keep: { type: "boolean", default: false } } });
build();
const folder = mkdtempSync(join(tmpdir(), "org-demo-"));
const emulator = await startEmulator(values.keep);
try {
  await vigiles(emulator.services);
  await armor(emulator.services);
  process.stdout.write("\nAll steps done. ");
  if (values.keep) leave(emulator);
  else sayWhatNext();
} catch (error) {
  process.stderr.write(`\nThe demo failed. ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  if (!values.keep || process.exitCode === 1) await emulator.stop();
  rmSync(folder, { recursive: true, force: true });
}

function leave({ services, pid, leave: leaveRunning }: Emulator): void {
  process.stdout.write("The emulator goes on. To use it, paste:\n\n");
  for (const line of exportsOf(services)) say(line);
  say("npm run vigiles -- manifest list");
  process.stdout.write(`\nTo stop it:\n\n   kill ${pid}\n`);
  leaveRunning();
}

function sayWhatNext(): void {
  process.stdout.write("What next:\n\n");
  say("npm run demo -- --keep        leave the emulator running, to try commands");
  say("npm run vigiles -- --help     all commands");
  say("npm run pack                  tarballs to install in a project of your own");
  say("docs/README.md                which document to read for what");
}

function environmentOf({ http, keyFile, dashboardConfig }: Services): Record<string, string> {
  return { LINUXLINK_SERVER: http, VIGILES_KEY_FILE: keyFile, VIGILES_DASHBOARD_CONFIG: dashboardConfig };
}

function exportsOf(services: Services): readonly string[] {
  return Object.entries(environmentOf(services)).map((pair) => quoteCommand(["export", pair.join("=")]));
}

async function vigiles(services: Services): Promise<void> {
  const env = { ...environmentOf(services), COLUMNS: String(width) };
  const cli = (...args: string[]): Promise<string> => command(["vigiles", ...args], { env });
  const sbom = join(folder, "repository.cdx.json");
  const csv = join(folder, "report.csv");
  let report = "";
  for (const line of exportsOf(services)) say(line);

  await step("Check the server and the key", async () => {
    await cli("heartbeat");
  });
  await step("Dry run: show the signed request without sending it", async () => {
    const printed = JSON.parse(await cli("--dry-run", "heartbeat")) as { hmac_msg?: string };
    expect(printed.hmac_msg?.includes("/heartbeat") === true, "the dry run to print the signed message");
  });
  await step("Upload an SBOM of this repository, written by pnpm", async () => {
    await command(["pnpm", "sbom", "--sbom-format", "cyclonedx", "--lockfile-only", "--out", sbom], { quiet: true });
    const { components = [] } = JSON.parse(readFileSync(sbom, "utf8")) as { components?: unknown[] };
    say(`${components.length} components`);
    expect(components.length > 50, "the SBOM to list the repository's dependencies");
    await cli("--output", "table", "manifest", "upload", sbom, "-n", "this repository");
  });
  await step("Upload a firmware image with known vulnerabilities, and show the report as a table", async () => {
    const sample = join("scripts", "demo", "vulnerable.cdx.json");
    const table = await cli("--output", "table", "manifest", "upload", sample, "-n", "gateway image");
    for (const cve of ["CVE-2014-0160", "CVE-2021-44228", "CVE-2024-3094"]) {
      expect(table.includes(cve), `the table to name ${cve}`);
    }
    const list = await cli("--output", "table", "manifest", "list");
    expect(list.includes("gateway image") && list.includes("this repository"), "the list to name both uploads");
    report = /\/cves\/reports\/([\w.-]+)/.exec(table)?.[1] ?? "";
  });
  await step("Save the report as CSV", async () => {
    await cli("report", "download", "csv", report, "-o", csv);
    const lines = readFileSync(csv, "utf8").trim().split("\n");
    for (const line of lines.slice(0, 4)) say(line.length > width ? `${line.slice(0, width - 1)}…` : line);
    expect(
      lines.some((line) => line.includes("CVE-2014-0160")),
      "the CSV to hold the findings",
    );
  });
}

async function armor({ http, armor: { username, password } }: Services): Promise<void> {
  const { createArmorApi } = await import("@org/armor-auth");
  const logger = { debug: ignore, info: ignore, warn: say, error: say };
  const api = await createArmorApi({ username, password, baseUrl: http, logger });
  await step("Armor: log in, and show the user", async () => {
    const me = (await (await api.makeRequest("/me")).json()) as { user: { username: string }; accounts: unknown[] };
    say(`${me.user.username}, account ${api.accountId} of ${me.accounts.length}`);
    expect(me.user.username === username, "GET /me to name the user who logged in");
  });
  await step("Armor: recover from a 401 after the token has expired", async () => {
    await fetch(`${http}/__emulator/clock`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ advanceMs: 16 * 60_000 }),
    });
    const response = await api.makeRequest("/me");
    const sent = (await (await fetch(`${http}/__emulator/requests`)).json()) as { url: string; status: number }[];
    const tail = sent.slice(-5).map(({ url, status }) => `${new URL(url, http).pathname} ${status}`);
    say(tail.join("\n"));
    expect(response.status === 200, "the request to succeed after re-authentication");
    expect(tail.at(0) === "/me 401" && tail.at(-1) === "/me 200", "a 401, a login, and the same request again");
  });
  await api.close();
}

function ignore(): void {}
