import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { manualClock, type ManualClock } from "@org/http-core/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import { environmentToken, fileToken, helperToken, type ProvidedToken, type TokenProvider } from "../../src/index.js";

const startMs = Date.UTC(2026, 0, 1);

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "http-auth-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function call(provide: TokenProvider, clock: ManualClock = manualClock(startMs)): Promise<unknown> {
  return provide({ clock, signal: AbortSignal.timeout(60_000) });
}

describe("environmentToken", () => {
  it("reads the variable each time", async () => {
    const name = "HTTP_AUTH_TEST_TOKEN";
    onTestFinished(() => void delete process.env[name]);
    const provide = environmentToken(name);
    await expect(async () => call(provide)).rejects.toThrow(name);
    process.env[name] = " one\n";
    expect(await call(provide)).toBe("one");
    process.env[name] = "two";
    expect(await call(provide)).toBe("two");
  });
});

describe("fileToken", () => {
  it("reads the file each time, and says when to read it again", async () => {
    const path = join(temporaryFolder(), "token");
    const provide = fileToken(path, { rereadAfterMs: 1_000 });
    writeFileSync(path, "one\r\n");
    expect(await call(provide)).toEqual({ token: "one", renewAfter: startMs + 1_000, expiresAt: startMs + 10_000 });
    writeFileSync(path, "two");
    expect(await call(provide)).toMatchObject({ token: "two" });
  });

  it("names the file that is missing or empty", async () => {
    const path = join(temporaryFolder(), "token");
    await expect(call(fileToken(path))).rejects.toMatchObject({
      code: "AUTH_TRANSIENT",
      message: expect.stringContaining(`${path} can't be read: ENOENT`),
    });
    writeFileSync(path, " \n");
    await expect(call(fileToken(path))).rejects.toMatchObject({ message: expect.stringContaining(`${path} is empty`) });
  });
});

describe.skipIf(process.platform === "win32")("fileToken reads no endless file, and waits for nobody:", () => {
  const paths: readonly (readonly [string, (folder: string) => string])[] = [
    ["a pipe that nobody writes to", (folder) => makePipe(join(folder, "pipe"))],
    ["a link to such a pipe", (folder) => linkTo(makePipe(join(folder, "pipe")), join(folder, "link"))],
    ["a device", () => "/dev/zero"],
    ["a folder", (folder) => folder],
    ["a file of more than 64 KB", (folder) => writeFile(join(folder, "token"), "t".repeat(65_537))],
  ];

  it.each(paths)("%s", async (_title, make) => {
    await expect(call(fileToken(make(temporaryFolder())))).rejects.toMatchObject({
      code: "AUTH_TRANSIENT",
      message: expect.stringContaining("it is not a regular file of at most 64 KB"),
    });
  });

  it("but a file of 64 KB", async () => {
    const path = writeFile(join(temporaryFolder(), "token"), "t".repeat(65_536));
    expect(await call(fileToken(path))).toMatchObject({ token: "t".repeat(65_536) });
  });
});

function makePipe(path: string): string {
  execFileSync("mkfifo", [path]);
  return path;
}

function linkTo(target: string, path: string): string {
  symlinkSync(target, path);
  return path;
}

function writeFile(path: string, text: string): string {
  writeFileSync(path, text);
  return path;
}

/** A helper program: a script that Node runs. */
function helper(script: string): TokenProvider {
  return helperToken(process.execPath, ["-e", script]);
}

describe("helperToken", () => {
  const oneHour = { access_token: "canary", token_type: "Bearer", expires_in: 3600 };
  const exec = { apiVersion: "client.authentication.k8s.io/v1", kind: "ExecCredential" };
  const outputs: readonly (readonly [string, string, ProvidedToken])[] = [
    ["a token alone", "canary\r\n", { token: "canary" }],
    ["a token response", JSON.stringify(oneHour, undefined, 2), { token: "canary", expiresAt: startMs + 3_600_000 }],
    [
      "a token response without lifetime",
      JSON.stringify({ access_token: "canary", expires_in: null }),
      { token: "canary" },
    ],
    [
      "an ExecCredential",
      JSON.stringify({ ...exec, status: { token: "canary", expirationTimestamp: "2026-01-01T01:00:00Z" } }),
      { token: "canary", expiresAt: startMs + 3_600_000 },
    ],
    ["an ExecCredential without expiry", JSON.stringify({ ...exec, status: { token: "canary" } }), { token: "canary" }],
  ];
  it.each(outputs)("reads %s", async (_title, output, expected) => {
    expect(await call(helper(`process.stdout.write(${JSON.stringify(output)})`))).toEqual(expected);
  });

  const failures: readonly (readonly [string, TokenProvider, string])[] = [
    ["a program that does not exist", helperToken("http-auth-no-such-program"), "could not be run: ENOENT"],
    ["an exit code", helper("console.log('canary'); process.exitCode = 3"), "failed with exit code 3"],
    ["a signal", helper("console.log('canary'); process.kill(process.pid, 'SIGKILL')"), "was ended by SIGKILL"],
    ["JSON without a token", helper(`console.log('{"secret":"canary"}')`), "without access_token"],
    ["JSON that breaks off", helper(`console.log('{"access_token":"canary"')`), "without access_token"],
    ["endless output", helper("for (;;) console.log('canary'.repeat(10_000))"), "printed more than 65536 bytes"],
  ];
  it.each(failures)(
    "names the program and the problem, and quotes no output: %s",
    async (_title, provide, expected) => {
      const error = await call(provide).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: "AUTH_TRANSIENT" });
      expect(String(error)).toContain(expected);
      expect(String(error)).not.toContain("canary");
    },
  );

  it("ends the program when nobody waits for it", async () => {
    const controller = new AbortController();
    const provide = helper("setInterval(() => {}, 1000)");
    const result = provide({ clock: manualClock(startMs), signal: controller.signal });
    controller.abort(new Error("given up"));
    await expect(result).rejects.toThrow("given up");
  });
});
