/// <reference lib="dom" />
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type axeCore from "axe-core";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { documents } from "../src/documents.ts";
import { deadLinks } from "./dead-links.ts";
import { serveFolder, type StaticServer } from "./static-server.ts";

const executablePath = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
const inCi = process.env["CI"] !== undefined && process.env["CI"] !== "";
const why =
  existsSync(executablePath) || inCi ? "" : ` (skipped: no Chromium at ${executablePath}, and this is not CI)`;
const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
const root = resolve(import.meta.dirname, "..");
const built = join(root, ".vitepress/dist");
const screenshots = join(root, "reports/screenshots");
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Pages of each kind: a document, a README, a made page, and pages of the reference. */
const kinds = [
  "/",
  "/testing",
  "/packages/vigiles",
  "/errors",
  "/api/",
  "/api/@org/http-core/",
  "/api/@org/http-core/interfaces/Session",
];

interface View {
  readonly width: number;
  readonly colorScheme: "light" | "dark";
}

const views: readonly View[] = [
  { width: 1280, colorScheme: "light" },
  { width: 1280, colorScheme: "dark" },
  { width: 390, colorScheme: "light" },
  { width: 390, colorScheme: "dark" },
];

beforeAll(async () => void (await promisify(execFile)(process.execPath, ["src/build.ts"], { cwd: root })));

describe("the built site", () => {
  it("has no link that leads nowhere", () => expect(deadLinks(built)).toEqual([]));
});

describe.skipIf(why !== "")(`the site in a browser${why}`, () => {
  let browser: Browser;
  let server: StaticServer;
  beforeAll(async () => {
    mkdirSync(screenshots, { recursive: true });
    server = await serveFolder(built);
    browser = await chromium.launch({ executablePath, args: quiet });
  });
  afterAll(async () => {
    await browser.close();
    await server[Symbol.asyncDispose]();
  });

  /** Opens an empty page, and keeps what it complains of and what it asks other hosts for. */
  async function newPage({ width, colorScheme }: View): Promise<{ page: Page; faults: string[] }> {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, reducedMotion: "reduce" });
    const faults: string[] = [];
    page.on(
      "console",
      (message) => void (["error", "warning"].includes(message.type()) && faults.push(message.text())),
    );
    page.on("pageerror", (error) => void faults.push(error.message));
    page.on("request", (request) => void (request.url().startsWith(server.url) || faults.push(request.url())));
    page.on("response", (response) => void (response.ok() || faults.push(`${response.status()} ${response.url()}`)));
    return { page, faults };
  }

  /** Opens a page, and waits until its script runs. */
  async function openPage(page: Page, path: string): Promise<void> {
    await page.goto(`${server.url}${path}`, { waitUntil: "load" });
    await page.waitForFunction(() => "__vue_app__" in (document.querySelector("#app") ?? {}));
  }

  it("shows each document without an error and without another host", async () => {
    const { page, faults } = await newPage({ width: 1280, colorScheme: "light" });
    for (const { page: file } of documents()) {
      await page.goto(`${server.url}/${file.replace(/(?:index)?\.md$/, "")}`, { waitUntil: "load" });
      expect(await page.locator("main h1").count()).toBe(1);
    }
    expect(faults).toEqual([]);
    await page.close();
  });

  it.each(kinds.flatMap((path) => views.map((view) => ({ path, ...view }))))(
    "shows $path at $width px, $colorScheme, without faults of accessibility or layout",
    async ({ path, width, colorScheme }) => {
      const { page, faults } = await newPage({ width, colorScheme });
      await openPage(page, path);
      const name = `${path.replaceAll(/\W+/g, "-")}-${width}-${colorScheme}.png`;
      await page.screenshot({ path: join(screenshots, name) });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      expect(await page.evaluate(() => document.documentElement.classList.contains("dark"))).toBe(
        colorScheme === "dark",
      );
      expect(await violations(page)).toEqual([]);
      expect(faults).toEqual([]);
      await page.close();
    },
  );

  it("finds an error code and an export by search, without another host", async () => {
    const { page, faults } = await newPage({ width: 1280, colorScheme: "light" });
    for (const [text, address] of [
      ["AUTH_LATCHED", "/errors#auth_latched"],
      ["createVigiles", "/api/@org/vigiles/functions/createVigiles#function-createvigiles"],
    ] as const) {
      await openPage(page, "/");
      await page.keyboard.press("Control+k");
      await page.fill(".VPLocalSearchBox input", text);
      const hrefs = page.locator(".VPLocalSearchBox a.result");
      await hrefs.first().waitFor();
      // Results of the last letters replace those of the first ones.
      await expect.poll(() => hrefs.first().getAttribute("href"), { timeout: 60_000 }).toBe(address);
    }
    expect(faults).toEqual([]);
    await page.close();
  });
});

/** What axe finds, one line for each fault. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axeSource);
  const { violations: found } = await page.evaluate(() => {
    const { axe } = globalThis as unknown as { axe: typeof axeCore };
    return axe.run(document);
  });
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}
