import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

const executablePath = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
const isInCi = process.env["CI"] !== undefined && process.env["CI"] !== "";
const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];

/** Why tests in Chromium are skipped, for the title of a test; empty where they run. In CI they run, and fail without it. */
export const whySkipped: string =
  existsSync(executablePath) || isInCi ? "" : ` (skipped: no Chromium at ${executablePath}, and this is not CI)`;

/** A name that leads to this machine. Other than loopback addresses, it is no secure context: some functions are missing there. */
export const insecureHost = "page.example";

/** Starts Chromium. */
export function startChromium(): Promise<Browser> {
  return chromium.launch({ executablePath, args: [...quiet, `--host-resolver-rules=MAP ${insecureHost} 127.0.0.1`] });
}
