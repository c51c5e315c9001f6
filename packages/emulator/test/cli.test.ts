import { spawn } from "node:child_process";
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import type { EmulatorInfo } from "../src/index.js";
import { send } from "./support/request.js";
import { createTemporaryFolder } from "./support/temporary-folder.js";

const bin = fileURLToPath(new URL("../bin/org-emulator.js", import.meta.url));

function start(...args: string[]): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, [bin, ...args]);
  onTestFinished(() => stop(child));
  return child;
}

/** Ends it as a user would, so that its temporary folder goes, too. */
async function stop(child: ChildProcessWithoutNullStreams): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  await exited;
}

async function readInfo(child: ChildProcessWithoutNullStreams): Promise<EmulatorInfo> {
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  return JSON.parse(line) as EmulatorInfo;
}

async function outcome(child: ChildProcessWithoutNullStreams): Promise<{ code: number; stderr: string }> {
  const chunks: Buffer[] = [];
  child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
  const [code] = (await once(child, "close")) as [number];
  return { code, stderr: Buffer.concat(chunks).toString("utf8") };
}

test.each(["SIGTERM", "SIGINT"] as const)("prints one line of JSON, serves, and ends cleanly on %s", async (signal) => {
  const child = start();
  const info = await readInfo(child);
  expect(Object.keys(info)).toEqual(["http", "https", "ca", "keyFile", "dashboardConfig", "armor", "oauth2"]);
  expect(Object.keys(info.armor)).toEqual(["username", "password", "accountId"]);
  expect((await send(`${info.http}/me`)).status).toBe(401);
  const ended = outcome(child);
  child.kill(signal);
  expect(await ended).toEqual({ code: 0, stderr: "" });
  expect(existsSync(dirname(info.ca))).toBe(false);
});

test("keeps its files in the folder of --state", async () => {
  const folder = await createTemporaryFolder();
  const child = start("--state", folder);
  await readInfo(child);
  const ended = outcome(child);
  child.kill("SIGTERM");
  expect((await ended).code).toBe(0);
  expect(await readdir(folder)).toEqual(["ca.pem", "dashboard_config", "linuxlink_key", "vigiles.json"]);
});

test.each([
  [[], false],
  [["--seed-vectors"], true],
] as const)("%j decides whether the data of the recorded requests is there", async (flags, isThere) => {
  const folder = await createTemporaryFolder();
  const child = start("--state", folder, ...flags);
  await readInfo(child);
  await stop(child);
  const saved = await readFile(join(folder, "vigiles.json"), "utf8");
  expect(saved).toContain('"Firmware"');
  expect(saved.includes('"Group G-0"')).toBe(isThere);
});

test("lets the pages of the origin of --cors call the services", async () => {
  const { http } = await readInfo(start("--cors", "http://localhost:5173"));
  expect((await send(`${http}/me`)).headers["access-control-allow-origin"]).toBe("http://localhost:5173");
});

test("accepts Armor users with colons in the password", async () => {
  const child = start("--armor-user", "a@example.com:pass:word", "--armor-user", "b@example.com:other");
  const { armor } = await readInfo(child);
  expect(armor).toMatchObject({ username: "a@example.com", password: "pass:word" });
});

test("accepts Armor users as JSON, with accounts and outcomes", async () => {
  const denied = { username: "denied@example.com", password: "{a}:b", accounts: [77], mfa: { outcome: "deny" } };
  const { http, armor } = await readInfo(start("--armor-user", JSON.stringify(denied)));
  expect(armor).toEqual({ username: "denied@example.com", password: "{a}:b", accountId: 77 });
  const body = JSON.stringify({ userName: armor.username, password: armor.password });
  const headers = { "content-type": "application/json" };
  expect((await send(`${http}/auth/authorize`, { method: "POST", headers, body })).status).toBe(403);
});

test.each([
  ["--port", "70000"],
  ["--port", "x"],
  ["--https-port", "-1"],
  ["--armor-user", "nobody"],
  ["--armor-user", "a@example.com:"],
  ["--armor-user", "{"],
  ["--armor-user", '{"username":"a@example.com"}'],
  ["--armor-user", '{"username":"a@example.com","password":"p","accounts":7}'],
  ["--armor-user", '{"username":"a@example.com","password":"p","mfa":{"outcome":"maybe"}}'],
  ["--armor-user", '{"username":"a@example.com","password":"p","v2Outcome":"maybe"}'],
  ["--armor-user", '{"username":"a@example.com","password":"p","role":"admin"}'],
  ["--unknown"],
])("rejects %s %s with one line on stderr", async (...args) => {
  const { code, stderr } = await outcome(start(...args));
  expect(code).toBe(1);
  expect(stderr.trim().split("\n")).toHaveLength(1);
});

test("reports in one line that a port is in use", async () => {
  const first = start();
  const { port } = new URL((await readInfo(first)).http);
  const { code, stderr } = await outcome(start("--port", port));
  expect(code).toBe(1);
  expect(stderr).toMatch(/^org-emulator: .*EADDRINUSE.*\n$/);
});
