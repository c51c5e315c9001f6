import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const run = promisify(execFile);
const packageFolder = resolve(import.meta.dirname, "..");
const consumer = mkdtempSync(join(tmpdir(), "http-core-consumer-"));

const program = `
import { createSession, isHttpError, Secret, type AuthScheme, type HttpResponse, type Session } from "@org/http-core";
import { gotTransport } from "@org/http-core/got";
import { nodeTransport } from "@org/http-core/node";
import { undiciTransport } from "@org/http-core/undici";
import { fetchTransport } from "@org/http-core/fetch";
import { manualClock, memoryTransport, testAuthScheme, testTransport } from "@org/http-core/testing";

const scheme: AuthScheme<{ token: Secret }, { account: number }> = {
  name: "mine",
  origins: ["https://api.example.com"],
  secrets: { headers: ["authorization"] },
  identity: () => ({ principal: "me", secret: new Secret("s") }),
  acquire: async ({ send, options }) => ({ value: { token: new Secret(String((await send("https://api.example.com/login")).status) + String(options?.account)) } }),
  apply: (request, { token }) => request.with({ headers: { authorization: token.reveal() } }),
};
export const session: Session = createSession({ auth: scheme, clock: manualClock(), transport: memoryTransport(() => 200) });
export const transports = [gotTransport(), nodeTransport(), undiciTransport(), fetchTransport(), testAuthScheme, testTransport];
export const read = async (response: HttpResponse): Promise<unknown> => (isHttpError(response) ? null : response.json());
`;

/** A consumer's project with the packed package. */
beforeAll(async () => {
  await run("pnpm", ["pack", "--pack-destination", consumer], { cwd: packageFolder });
  const tarball = readdirSync(consumer).find((name) => name.endsWith(".tgz")) ?? "";
  const installed = join(consumer, "node_modules/@org/http-core");
  mkdirSync(installed, { recursive: true });
  await run("tar", ["-xzf", join(consumer, tarball), "-C", installed, "--strip-components=1"]);
  symlinkSync(join(packageFolder, "node_modules"), join(installed, "node_modules"));
  mkdirSync(join(consumer, "node_modules/@types"));
  symlinkSync(resolve(packageFolder, "../../node_modules/@types/node"), join(consumer, "node_modules/@types/node"));
  writeFileSync(join(consumer, "package.json"), JSON.stringify({ type: "module" }));
  writeFileSync(join(consumer, "main.ts"), program);
}, 60_000);
afterAll(() => rmSync(consumer, { recursive: true, force: true }));

describe("the packed package", () => {
  it.each([
    ["node16", "node16"],
    ["nodenext", "nodenext"],
    ["esnext", "bundler"],
  ])(
    "compiles in a consumer outside the workspace, with its declarations checked, under %s and %s",
    async (module, moduleResolution) => {
      const compilerOptions = {
        module,
        moduleResolution,
        target: "es2024",
        lib: ["es2024", "esnext.disposable"],
        strict: true,
        exactOptionalPropertyTypes: true,
        skipLibCheck: false,
        noEmit: true,
        types: ["node"],
      };
      const config = join(consumer, `tsconfig.${moduleResolution}.json`);
      writeFileSync(config, JSON.stringify({ compilerOptions, files: ["main.ts"] }));
      const outcome = await run("tsc", ["-p", config]).catch((error: { stdout: string }) => error);
      expect(outcome.stdout).toBe("");
    },
    60_000,
  );

  it("can be required", async () => {
    const { stdout } = await run(
      process.execPath,
      ["--input-type=commonjs", "--eval", 'console.log(typeof require("@org/http-core").createSession)'],
      { cwd: consumer },
    );
    expect(stdout.trim()).toBe("function");
  });

  it("holds its build, the sources that source maps refer to, README, LICENSE and manifest, and nothing else", async () => {
    const { stdout } = await run("tar", ["-tzf", readdirSync(consumer).find((name) => name.endsWith(".tgz")) ?? ""], {
      cwd: consumer,
    });
    const others = stdout
      .trim()
      .split("\n")
      .filter((name) => !/^package\/(dist\/.*\.(js|d\.ts)(\.map)?|src\/.*\.ts)$/.test(name));
    expect(others.toSorted()).toEqual(["package/LICENSE", "package/README.md", "package/package.json"]);
  });
});
