/// <reference lib="dom" />
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type BrowserContextOptions, type Page } from "playwright-core";
import { htmlOf } from "../../../src/report/formats/html/page.js";
import type { Report } from "../../../src/report/report.js";

const executablePath = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
const inCi = process.env["CI"] !== undefined && process.env["CI"] !== "";
const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];

/** Why there are no tests in a browser; empty where there are. In CI, a missing browser is a failure. */
export const whySkipped =
  existsSync(executablePath) || inCi ? "" : ` (skipped: no Chromium at ${executablePath}, and this is not CI)`;

/** An open page, and what it has said on its console or asked of the network. */
export interface OpenPage {
  readonly page: Page;
  readonly faults: readonly string[];
}

/** A browser for the pages of reports. */
export interface ReportBrowser {
  open(report: Partial<Report>, options?: BrowserContextOptions): Promise<OpenPage>;
  close(): Promise<void>;
}

/** Starts a browser. */
export async function startBrowser(): Promise<ReportBrowser> {
  const folder = mkdtempSync(join(tmpdir(), "report-page-"));
  const browser = await chromium.launch({ executablePath, args: quiet });
  return {
    async open(report, options = {}) {
      const file = join(folder, "report.html");
      writeFileSync(file, htmlOf({ title: "demo-app", date: "2026-01-02", unreadable: 0, findings: [], ...report }));
      const page = await browser.newPage({ viewport: { width: 1100, height: 900 }, ...options });
      const faults: string[] = [];
      page.on("console", (message) => void faults.push(message.text()));
      page.on("pageerror", (error) => void faults.push(error.message));
      page.on("request", (request) => void (request.url().startsWith("file:") || faults.push(request.url())));
      await page.goto(pathToFileURL(file).href);
      return { page, faults };
    },
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Takes a picture of the whole page, for people. */
export async function takePicture(page: Page, name: string): Promise<void> {
  const folder = join(import.meta.dirname, "../../../reports/screenshots");
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

/** What axe finds wrong with the page. */
export async function violations(page: Page): Promise<readonly string[]> {
  const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  await page.evaluate(source);
  return page.evaluate(async () => {
    const axe = Reflect.get(window, "axe") as { run(): Promise<{ violations: { id: string }[] }> };
    return (await axe.run()).violations.map(({ id }) => id);
  });
}

/** True if no part of the page is wider than its window. */
export function fitsWindow(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
}

/** The texts of a column, of the rows that can be seen, from top to bottom. */
export function columnOf(page: Page, name: string): Promise<readonly string[]> {
  return page.evaluate((column) => {
    const rows = [...document.querySelectorAll("#rows tr")].filter((row) => row.getClientRects().length > 0);
    const placed = rows.map((row) => ({ row, top: row.getBoundingClientRect().top }));
    const sorted = placed.toSorted((one, other) => one.top - other.top);
    return sorted.map(({ row }) => row.querySelector(`.${column} .text`)?.textContent ?? "");
  }, name);
}
