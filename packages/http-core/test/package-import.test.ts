import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { CookieJar } from "tough-cookie";
import { describe, expect, it } from "vitest";
import { createSession } from "../src/index.js";

const packageFolder = resolve(import.meta.dirname, "..");

/** What a fresh process prints that runs a program. */
function printed(program: string): string {
  const cwd = packageFolder;
  return execFileSync(process.execPath, ["--input-type=module", "--eval", program], { encoding: "utf8", cwd });
}

describe("an import of the package", () => {
  const program = `
    import { registerHooks } from "node:module";
    const loaded = [];
    registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
    const before = new Set(process.moduleLoadList);
    const { createSession } = await import("@org/http-core");
    createSession({ baseUrl: "https://a.example" });
    const builtIn = process.moduleLoadList.filter((name) => !before.has(name)).map((name) => name.split(" ").at(-1));
    process.stdout.write(JSON.stringify({ loaded, builtIn }));
  `;
  const { loaded, builtIn } = JSON.parse(printed(program)) as { loaded: readonly string[]; builtIn: readonly string[] };

  it("loads a few files of its own and no other package", () => {
    expect(loaded.filter((url) => url.includes("/node_modules/"))).toEqual([]);
    expect(loaded.filter((url) => url.startsWith("file:")).length).toBeGreaterThan(0);
    expect(loaded.length).toBeLessThanOrEqual(6);
  });

  it("loads nothing of Node's for HTTP, sockets, cryptography and compression", () => {
    expect(builtIn.filter((name) => /^(_?http|https|net|tls|crypto|zlib|internal\/deps\/undici)/.test(name))).toEqual(
      [],
    );
  });
});

describe("the jar of a session", () => {
  it("is of the class that an import of tough-cookie gives, though it is loaded on demand", () => {
    expect(createSession().cookies).toBeInstanceOf(CookieJar);
    const program = `
      import { createSession } from "@org/http-core";
      const { cookies } = createSession();
      const { Cookie, CookieJar } = await import("tough-cookie");
      await cookies.setCookie(new Cookie({ key: "sid", value: "1" }), "https://a.example/");
      process.stdout.write(String(cookies instanceof CookieJar) + " " + (await cookies.getCookieString("https://a.example/")));
    `;
    expect(printed(program)).toBe("true sid=1");
  });

  it("says what to give where tough-cookie can't be found, as in a bundle", () => {
    const folder = mkdtempSync(join(tmpdir(), "no-packages-"));
    try {
      cpSync(join(packageFolder, "dist"), folder, { recursive: true });
      const entry = JSON.stringify(pathToFileURL(join(folder, "index.js")));
      const program = `
        import { createSession } from ${entry};
        try { createSession().cookies } catch (error) { process.stdout.write(error.code + " " + error.message) }
      `;
      expect(printed(program)).toMatch(/^OPTION_INVALID .*cookies: new CookieJar\(\)$/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe("a transport whose optional package is not installed", () => {
  it("says what to install, and closes", () => {
    const folder = mkdtempSync(join(tmpdir(), "no-packages-"));
    try {
      cpSync(join(packageFolder, "dist"), folder, { recursive: true });
      const url = (file: string): string => JSON.stringify(pathToFileURL(join(folder, file)));
      const program = `
        import { createSession } from ${url("index.js")};
        import { undiciTransport } from ${url("transports/undici.js")};
        const transport = undiciTransport();
        const session = createSession({ baseUrl: "https://a.example", transport });
        const failures = [];
        for (let call = 0; call < 2; call++) {
          try { await session.get("/") } catch ({ name, code, bytesSent, message }) { failures.push({ name, code, bytesSent, message }) }
        }
        await session.close();
        await transport.close();
        process.stdout.write(JSON.stringify(failures));
      `;
      const failure = {
        name: "TransportError",
        code: "UNSUPPORTED",
        bytesSent: "none",
        message: expect.stringContaining("install undici 8"),
      };
      expect(JSON.parse(printed(program))).toEqual([failure, failure]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
