import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator, type Emulator } from "@org/emulator";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insecureHost, startChromium, whySkipped } from "../../src/chromium.ts";
import { startPageServer, type PageServer } from "../../src/page-server.ts";
import { run } from "../../src/run.ts";
import { installProject } from "../../src/tarball-project.ts";

const folder = mkdtempSync(join(tmpdir(), "browser-"));
const project = join(folder, "project");

describe.skipIf(whySkipped !== "")(`in Chromium${whySkipped}, a page`, () => {
  let emulator: Emulator;
  let servers: readonly PageServer[];
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    await installProject(project, { esbuild: "0" });
    const options = ["--bundle", "--splitting", "--format=esm", "--platform=browser", "--outdir=page"];
    const external = ["got", "undici"].map((name) => `--external:${name}`);
    const esbuild = join(project, "node_modules", ".bin", "esbuild");
    await run(esbuild, ["page.mjs", ...options, ...external, "--log-level=error"], { cwd: project });
    servers = await Promise.all([1, 2].map(() => startPageServer(join(project, "page"))));
    emulator = await startEmulator({ corsOrigin: servers[0]?.origin ?? "" });
    browser = await startChromium();
    page = await openPage(servers[0]?.origin ?? "");
  });
  afterAll(async () => {
    await browser.close();
    for (const server of servers) await server[Symbol.asyncDispose]();
    await emulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function openPage(origin: string): Promise<Page> {
    const opened = await browser.newPage();
    await opened.goto(`${origin}/`);
    await opened.addScriptTag({ url: "/page.js", type: "module" });
    await opened.waitForFunction("globalThis.checks !== undefined");
    return opened;
  }

  /** Runs a check of the page's program, and returns what it returns. */
  function check(name: string, on: Page = page): Promise<unknown> {
    const given = { ...emulator.armor, http: emulator.http, other: servers[1]?.origin };
    return on.evaluate(`checks[${JSON.stringify(name)}](${JSON.stringify(given)})`);
  }

  it("logs in to Armor, and recovers from a 401", async () => {
    expect(await check("login")).toEqual([200, 200]);
  });

  it("is told that a password is wrong", async () => {
    expect(await check("wrongPassword")).toMatch(/^AUTH_/);
  });

  const bodies = { json: `{"name":"ü"}`, form: "name=%C3%BC", stream: "onetwo", isLongWhole: true, file: true };

  it("sends bodies of each kind", async () => expect(await check("bodies")).toEqual(bodies));

  it("that came over plain http sends them too", async () => {
    const plain = await openPage(`http://${insecureHost}:${servers[0]?.port}`);
    expect(await plain.evaluate("isSecureContext")).toBe(false);
    expect(await check("bodies", plain)).toEqual(bodies);
  });

  it("reads compressed responses, also those of another origin", async () => {
    expect(await check("compressed")).toEqual([1000, 1000, 1000, 1000]);
  });

  it("neither sends nor keeps cookies, nor gets responses that the browser has kept", async () => {
    expect(await check("cookies")).toEqual({ sent: "none", kept: 0 });
    expect(await check("caches")).toBe("fresh");
  });

  it("gets a challenge itself: the browser does not ask for a password", async () => {
    expect(await check("challenge")).toBe(401);
  });

  it.each([
    ["redirect", /^UNSUPPORTED: .*a browser hides where to/],
    ["file", /^UNSUPPORTED: .*send a Blob/],
    ["got", /^UNSUPPORTED: .*fetchTransport/],
    ["permits", /^UNSUPPORTED: .*leave out tokenStore and permits/],
  ])("is told what does not work there: %s", async (name, message) => expect(await check(name)).toMatch(message));

  it("follows a redirect by a fetch of its own", async () => expect(await check("ownFetch")).toBe(200));

  it("compares secrets by their fingerprints", async () => expect(await check("fingerprint")).toBe(true));
});
