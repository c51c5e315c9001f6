import { Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { manualClock } from "@org/http-core/testing";
import { describe, expect, it } from "vitest";
import { isDryRun } from "../../../src/index.js";
import { loopback, type TestResponse } from "../../support/servers/loopback.js";
import { testClient } from "../../support/test-client.js";
import { workspace } from "../../support/workspace.js";

const content = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, index) => (index * 7) % 256));
const pdf = Buffer.concat([Buffer.from("%PDF-1.7\r\n"), content]);
const whole: TestResponse = { body: pdf };
const quiet = (): void => undefined;
const silent = { debug: quiet, info: quiet, warn: quiet, error: quiet };

describe("a download", () => {
  it("is the same in memory, as a stream and in a file, byte for byte", async () => {
    await using server = await loopback(() => whole);
    await using vigiles = testClient(server.url, { attempts: 1 });
    using files = workspace();
    const options = { format: "pdf" } as const;
    expect(Buffer.from(await vigiles.reports.download("r", options)).equals(pdf)).toBe(true);
    const chunks: Uint8Array[] = [];
    for await (const chunk of await vigiles.reports.downloadStream("r", options)) chunks.push(chunk);
    expect(Buffer.concat(chunks).equals(pdf)).toBe(true);
    await vigiles.reports.downloadFile("r", files.path("r.pdf"), options);
    await vigiles.manifests.downloadFile("m", files.path("m"));
    for (const name of ["r.pdf", "m"]) expect(readFileSync(files.path(name)).equals(pdf)).toBe(true);
  });

  it.each<[string, TestResponse, RegExp]>([
    [
      "cut short",
      { body: pdf, headers: { "content-length": String(pdf.length + 1), connection: "close" } },
      /TRUNCATED|RESET/,
    ],
    ["not compressed as it claims", { body: pdf, headers: { "content-encoding": "gzip" } }, /./],
    ["another format", { body: Buffer.alloc(1000, "x") }, /^RESPONSE_INVALID$/],
    ["a short page", { body: "<html>log in</html>" }, /^RESPONSE_INVALID$/],
    ["empty", { body: "" }, /^RESPONSE_INVALID$/],
    ["refused", { status: 404 }, /^HTTP_STATUS$/],
  ])("that is %s leaves the old file, and nothing beside it", async (_, response, code) => {
    await using server = await loopback(() => response);
    await using vigiles = testClient(server.url, { attempts: 1 });
    using files = workspace();
    const path = files.write("r.pdf", "old");
    const error: unknown = await vigiles.reports.downloadFile("r", path, { format: "pdf" }).catch((reason) => reason);
    expect(error).toMatchObject({ code: expect.stringMatching(code) });
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(readdirSync(files.folder)).toStrictEqual(["r.pdf"]);
  });

  it("sends no request if the file can't be written or must not be replaced", async () => {
    await using server = await loopback(() => whole);
    await using vigiles = testClient(server.url, { attempts: 1 });
    using files = workspace();
    const [path, options] = [files.write("r", "old"), { format: "pdf", noClobber: true } as const];
    await expect(vigiles.reports.downloadFile("r", path, options)).rejects.toMatchObject({ code: "OUTPUT_EXISTS" });
    const nowhere = files.path("no/such/folder");
    await expect(vigiles.manifests.downloadFile("m", nowhere)).rejects.toMatchObject({ code: "OUTPUT_INVALID" });
    expect(server.requests).toHaveLength(0);
  });

  it.each(["timeout", "signal"] as const)("into a file that never ends is ended by the %s", async (limit) => {
    const clock = manualClock();
    const abort = new AbortController();
    const end = (): void => (limit === "timeout" ? void clock.advance(60_000) : abort.abort());
    async function* endless(): AsyncIterable<Uint8Array> {
      for (let sent = 0; ; sent++) {
        if (sent === 3) end();
        yield Buffer.from("%PDF-".padEnd(500));
        await setImmediate();
      }
    }
    await using server = await loopback(() => ({ body: Readable.from(endless()) }));
    await using vigiles = testClient(server.url, { attempts: 1, clock, timeoutMs: 60_000 });
    using files = workspace();
    const path = files.write("r.pdf", "old");
    const download = vigiles.reports.downloadFile("r", path, { format: "pdf", signal: abort.signal });
    await expect(download).rejects.toMatchObject({ code: limit === "timeout" ? "TIMEOUT" : "SEND_ABORTED" });
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(readdirSync(files.folder)).toStrictEqual(["r.pdf"]);
  });

  it("returns the signed request in a dry run, and writes nothing", async () => {
    await using vigiles = testClient("http://127.0.0.1:9", { dryRun: true, logger: silent });
    using files = workspace();
    const path = files.path("r");
    expect(isDryRun(await vigiles.reports.downloadFile("r", path, { format: "csv" }))).toBe(true);
    expect(isDryRun(await vigiles.manifests.downloadStream("m"))).toBe(true);
    expect(existsSync(path)).toBe(false);
  });
});
