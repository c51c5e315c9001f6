import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "rolldown";
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
    expect(loaded.length).toBeLessThanOrEqual(3);
  });

  it("loads nothing of Node's for HTTP, sockets, cryptography and compression", () => {
    expect(builtIn.filter((name) => /^(_?http|https|net|tls|crypto|zlib|internal\/deps\/undici)/.test(name))).toEqual(
      [],
    );
  });

  it("loads no module of Node's that Node does not load itself", () => {
    expect(builtIn.filter((name) => builtinModules.includes(name))).toEqual([]);
  });
});

describe("what a session loads on first use", () => {
  it("follows a redirect, and fails with the package's own classes", () => {
    const program = `
      import { createServer } from "node:http";
      import { createSession, HttpError, isHttpError, RedirectError } from "@org/http-core";
      import { nodeTransport } from "@org/http-core/node";
      const locations = { "/moved": "/", "/away": "https://b.example/" };
      const server = createServer(({ url }, response) => {
        const location = locations[url];
        const status = location !== undefined ? 302 : url === "/" ? 200 : 404;
        response.writeHead(status, location === undefined ? {} : { location }).end('{"message":"no such thing"}');
      }).listen(0, "127.0.0.1");
      await new Promise((resolve) => server.once("listening", resolve));
      const transport = nodeTransport();
      const session = createSession({ baseUrl: "http://127.0.0.1:" + server.address().port, transport });
      const failures = [];
      for (const path of ["/moved", "/away", "/none"]) {
        const failure = await session.get(path).catch((error) => error);
        const { name, status, serverMessage } = failure;
        failures.push([name, status, serverMessage, failure instanceof HttpError, isHttpError(failure), failure instanceof RedirectError]);
      }
      await transport.close();
      server.close();
      process.stdout.write(JSON.stringify(failures));
    `;
    expect(JSON.parse(printed(program))).toEqual([
      [null, 200, null, false, false, false],
      ["RedirectError", 302, null, false, false, true],
      ["HttpError", 404, "no such thing", true, true, false],
    ]);
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

  it("says how to wait for it where tough-cookie can't be found by name, as in a bundle", () => {
    using dist = copiedDist();
    const program = `
      import { createSession } from ${dist.url("index.js")};
      try { createSession().cookies } catch (error) { process.stdout.write(error.code + " " + error.message) }
    `;
    expect(printed(program)).toMatch(/^OPTION_INVALID .*await session\.cookieJar\(\)$/);
  });

  it("is loaded by cookieJar() in a CommonJS bundle, where import.meta is empty", async () => {
    using dist = copiedDist();
    const entry = join(dist.folder, "entry.js");
    writeFileSync(
      entry,
      `import { createSession } from ${JSON.stringify(join(packageFolder, "dist", "index.js"))};
      const session = createSession();
      let code;
      try { session.cookies } catch (error) { code = error.code }
      session.cookieJar().then((jar) => process.stdout.write(code + " " + String(session.cookies === jar)));`,
    );
    const bundle = join(dist.folder, "bundle.cjs");
    await build({
      input: entry,
      platform: "node",
      external: ["got", "undici"],
      output: { file: bundle, format: "cjs", codeSplitting: false },
      logLevel: "silent",
    });
    expect(execFileSync(process.execPath, [bundle], { encoding: "utf8" })).toBe("OPTION_INVALID true");
  });

  it("is loaded by cookieJar() also in a bundle of one file, and kept there", async () => {
    using dist = copiedDist();
    const entry = join(dist.folder, "entry.js");
    writeFileSync(
      entry,
      `import { createSession } from ${JSON.stringify(join(packageFolder, "dist", "index.js"))};
      const session = createSession();
      const jar = await session.cookieJar();
      await jar.setCookie("sid=1", "https://a.example/");
      process.stdout.write(String(session.cookies === jar) + " " + (await session.cookies.getCookieString("https://a.example/")));`,
    );
    const bundle = join(dist.folder, "bundle.js");
    await build({
      input: entry,
      platform: "node",
      external: ["got", "undici"],
      output: { file: bundle, codeSplitting: false },
      logLevel: "silent",
    });
    expect(readFileSync(bundle, "utf8")).not.toMatch(/from ?"tough-cookie"/);
    expect(execFileSync(process.execPath, [bundle], { encoding: "utf8" })).toBe("true sid=1");
  });
});

describe("a session without a transport of its own", () => {
  it("says what to give it where got was left out, as in a bundle", () => {
    using dist = copiedDist();
    const program = `
      import { createSession } from ${dist.url("index.js")};
      await using session = createSession({ baseUrl: "https://a.example" });
      try { await session.get("/") } catch ({ name, code, bytesSent, message }) { process.stdout.write(JSON.stringify({ name, code, bytesSent, message })) }
    `;
    expect(JSON.parse(printed(program))).toEqual({
      name: "TransportError",
      code: "UNSUPPORTED",
      bytesSent: "none",
      message: expect.stringContaining("give the session another transport, such as fetchTransport()") as string,
    });
  });
});

describe("undiciTransport", () => {
  const real = pathToFileURL(join(packageFolder, "node_modules", "undici", "index.js")).href;

  it.each([
    { where: "where undici is not installed", undici: undefined, before: "", remedy: "install undici 8" },
    { where: "beside undici 6", undici: "export class Client {}", before: "", remedy: "too old; install undici 8" },
    {
      where: "on Bun",
      undici: `export * from "${real}"`,
      before: `Object.defineProperty(process.versions, "bun", { value: "1.4.5" });`,
      remedy: "use fetchTransport or nodeTransport",
    },
  ])("says $where what to do, and closes", ({ undici, before, remedy }) => {
    using dist = copiedDist(undici);
    const program = `
      import { createSession } from ${dist.url("index.js")};
      import { undiciTransport } from ${dist.url("transports/undici.js")};
      ${before}
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
    const message = expect.stringContaining(remedy) as string;
    const failure = { name: "TransportError", code: "UNSUPPORTED", bytesSent: "none", message };
    expect(JSON.parse(printed(program))).toEqual([failure, failure]);
  });

  it("takes undici from a module that has only a default export, which a bundler makes of it", () => {
    using dist = copiedDist(`import * as undici from "${real}"; export default undici.default;`);
    const program = `
      import { createServer } from "node:http";
      import { createSession } from ${dist.url("index.js")};
      import { undiciTransport } from ${dist.url("transports/undici.js")};
      const server = createServer((_, response) => response.end("hello")).listen(0, "127.0.0.1");
      await new Promise((resolve) => server.once("listening", resolve));
      const transport = undiciTransport();
      const session = createSession({ baseUrl: "http://127.0.0.1:" + server.address().port, transport });
      process.stdout.write(await (await session.get("/")).text());
      await transport.close();
      server.close();
    `;
    expect(printed(program)).toBe("hello");
  });
});

describe("a runtime without Promise.withResolvers, such as Node 20", () => {
  it("is refused in one line", () => {
    const program = `
      delete Promise.withResolvers;
      const { createSession } = await import("@org/http-core");
      try { createSession() } catch ({ code, message }) { process.stdout.write(code + " " + message) }
    `;
    expect(printed(program)).toBe(
      `UNSUPPORTED @org/http-core needs Node 22.19 or later; this is Node ${process.versions.node}`,
    );
  });
});

/** A copy of the built package outside every package, removed after use. */
interface CopiedDist extends Disposable {
  readonly folder: string;
  /** The URL of a built file, as a JavaScript text. */
  url(file: string): string;
}

/** @param undici - the source of a module that is installed as undici; default: none is */
function copiedDist(undici?: string): CopiedDist {
  const folder = mkdtempSync(join(tmpdir(), "no-packages-"));
  cpSync(join(packageFolder, "dist"), folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  if (undici !== undefined) {
    const installed = join(folder, "node_modules", "undici");
    mkdirSync(installed, { recursive: true });
    writeFileSync(
      join(installed, "package.json"),
      JSON.stringify({ name: "undici", type: "module", main: "index.js" }),
    );
    writeFileSync(join(installed, "index.js"), undici);
  }
  return {
    folder,
    url: (file) => JSON.stringify(pathToFileURL(join(folder, file))),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
