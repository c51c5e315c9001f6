import { existsSync, rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { vigiles } from "../../support/command.js";
import { loopback, type Loopback, type TestResponse } from "../../support/servers/loopback.js";
import { workspace } from "../../support/workspace.js";

const page = "<html><head><title>Sign in</title></head><body>portal</body></html>";
const html = (status: number, body = page): TestResponse => ({
  status,
  headers: { "content-type": "text/html" },
  body,
});
const json = (body: unknown, status = 200): TestResponse => ({ status, body });
const raw = (body: string, contentType = "application/json"): TestResponse => ({
  headers: { "content-type": contentType },
  body,
});
const scan = (cves: unknown): TestResponse => json({ manifest_token: "m", cves });

describe("a heartbeat", () => {
  it.each([
    json({}),
    json([]),
    json({ ok: "true" }),
    json({ ok: false }),
    json({ status: "up" }),
    raw("true"),
    raw("null"),
  ])("fails if the response, %j, does not say that the service works", async (response) => {
    await using server = await loopback(() => response);
    using files = workspace();
    const heartbeat = await vigiles(["-k", files.keyFile(), "-u", server.url, "--retries", "0", "heartbeat"]);
    expect(heartbeat.exit).toBe(7);
    expect(heartbeat.stderr).toContain("RESPONSE_INVALID");
  });
});

/** Responses that are neither the result of a scan nor a report. */
const responses: readonly (readonly [what: string, response: TestResponse])[] = [
  ["success: false", json({ success: false, message: "no" })],
  ['success: "false"', json({ success: "false", message: "no" })],
  ["success: 0", json({ success: 0 })],
  ["success: false beside a scan", json({ success: false, manifest_token: "m", cves: {} })],
  ["an error", json({ error: "quota exceeded" })],
  ["an error in a record", json({ error: { message: "quota exceeded" } })],
  ["an error beside a scan", json({ error: "timed out", manifest_token: "m", cves: {} })],
  ["errors", json({ errors: [{ message: "no" }] })],
  ["status_code 500", json({ status_code: 500, message: "scan failed" })],
  ['status_code "404"', json({ status_code: "404" })],
  ["status_code 500 beside a scan", json({ status_code: 500, manifest_token: "m", cves: {} })],
  ["status error", json({ status: "error", manifest_token: "m", cves: {} })],
  ["status Failed", json({ status: "Failed", manifest_token: "m", cves: {} })],
  ["a message alone", json({ message: "try again" })],
  ["a detail alone", json({ detail: "try again" })],
  ["an empty object", json({})],
  ["an empty list", json([])],
  ["null", raw("null")],
  ["true", raw("true")],
  ["a number", raw("7")],
  ["text in JSON", raw('"done"')],
  ["no body", raw("")],
  ["status 204", { status: 204, body: "" }],
  ["status 202 without a body", { status: 202, body: "" }],
  ["half of a document", raw('{"manifest_token":"m","cves":{')],
  ["a document with a tail", raw('{"success":false}<!-- injected -->')],
  ["findings without a token", json({ cves: {} })],
  ["a token that is a number", json({ manifest_token: 7, cves: {} })],
  ["an empty token", json({ manifest_token: "", cves: {} })],
  ["cves: null", scan(null)],
  ["cves: text", scan("too many")],
  ["cves: a number", scan(3)],
  ["cves: true", scan(true)],
  ["text in place of findings", scan({ openssl: "too many" })],
  ["null in place of findings", scan({ openssl: null })],
  ["a list of nulls", scan([null, null])],
  ["a package with nulls", scan({ openssl: [null] })],
  ["a package with empty findings", scan({ openssl: [{}] })],
  ["a page", html(200)],
  ["a page behind an XML declaration", html(200, `<?xml version="1.0"?>\n<!DOCTYPE html>${page}`)],
  ["a page behind a comment", html(200, `<!-- portal -->${page}`)],
  ["a page behind a byte order mark", html(200, `\uFEFF ${page}`)],
  ["a page said to be JSON", raw(page)],
  ["a page said to be a file", raw(page, "application/octet-stream")],
  ["text said to be a page", html(200, "Service is down")],
  ["a problem", raw('{"title":"no"}', "application/problem+json")],
  ["a redirect to a login", { status: 302, headers: { location: "https://login.example.com/" }, body: "" }],
  ...[400, 401, 403, 404, 407, 408, 410, 413, 429, 500, 502, 503, 504].flatMap((status) => [
    [`a page with status ${status}`, html(status)] as const,
    [`JSON with status ${status}`, json({ message: "no" }, status)] as const,
  ]),
];

const commands: readonly (readonly string[])[] = [
  ["manifest", "upload", "{SBOM}", "-g", "g"],
  ["manifest", "rescan", "m"],
  ["manifest", "latest-report", "m"],
  ["report", "download", "csv", "r", "-o", "{FILE}"],
  ["report", "download", "pdf", "r", "-o", "{FILE}"],
  ["report", "download", "cyclonedx-vex", "r", "-o", "{FILE}"],
  ["report", "download", "cyclonedx-vex", "r", "--cyclonedx-format", "xml", "-o", "{FILE}"],
];

let server: Loopback;
let response: TestResponse;
const files = workspace();
beforeAll(async () => {
  server = await loopback(() => response);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  files[Symbol.dispose]();
});

async function run(argv: readonly string[]) {
  const env = { VIGILES_KEY_FILE: files.keyFile(), LINUXLINK_SERVER: server.url };
  const sbom = files.write("sbom.json", "{}");
  rmSync(files.path("file"), { force: true });
  const args = argv.map((arg) => arg.replace("{SBOM}", sbom).replace("{FILE}", files.path("file")));
  return vigiles([...args, "--retries", "0"], { env });
}

describe.each(commands)("%s %s %s %s", (...command) => {
  const argv = command.filter((arg) => arg !== undefined);

  it.each(responses)("fails at %s, and says why", async (_what, odd) => {
    response = odd;
    const { exit, stderr } = await run(argv);
    expect(exit).not.toBe(0);
    expect(stderr).toMatch(/^vigiles: (?!INTERNAL)[A-Z_]+: ./);
    expect(existsSync(files.path("file"))).toBe(false);
  });
});

const objectLists: readonly (readonly string[])[] = [
  ["manifest", "list"],
  ["folder", "list", "-g", "g"],
  ["group", "list"],
  ["group", "list", "--archived"],
  ["group", "activity-log", "g"],
  ["product", "list"],
];

describe.each(objectLists)("%s %s %s", (...command) => {
  const argv = command.filter((arg) => arg !== undefined);

  it.each([[[1, 2]], [[{ manifest_name: "a" }, null]], [["m"]], [[[]]], [[true]]])(
    "fails at a list that holds something other than objects: %j",
    async (list) => {
      response = json(list);
      const { exit, stderr } = await run(argv);
      expect([exit, stderr]).toStrictEqual([7, expect.stringMatching(/RESPONSE_INVALID: Expected a list of objects/)]);
    },
  );
});

describe("a search for the ids of CVEs", () => {
  it.each([[[1]], [["CVE-1", {}]], [[null]]])(
    "fails at a list that holds something other than texts: %j",
    async (list) => {
      response = json(list);
      const { exit, stderr } = await run(["cves", "search", "openssl", "--ids-only"]);
      expect([exit, stderr]).toStrictEqual([7, expect.stringMatching(/RESPONSE_INVALID: Expected a list of texts/)]);
    },
  );
});

describe("a response that the service means as a failure", () => {
  it.each([
    [{ success: false, message: "quota exceeded" }],
    [{ error: "quota exceeded" }],
    [{ error: { message: "quota exceeded" } }],
    [{ errors: [{ msg: "quota exceeded" }] }],
    [{ status_code: 500, detail: "quota exceeded" }],
  ])("is refused with the service's words: %j", async (body) => {
    response = json(body);
    for (const argv of commands.slice(0, 4)) {
      const { exit, stderr } = await run(argv);
      expect([exit, stderr]).toStrictEqual([7, expect.stringMatching(/^vigiles: SERVER_REFUSED: .*: quota exceeded/)]);
    }
  });
});

describe("a gateway's status", () => {
  it.each([502, 503, 504])("%i leaves the outcome of an upload unknown, and not that of a report", async (status) => {
    response = html(status);
    const upload = await run(["manifest", "upload", "{SBOM}", "-g", "g"]);
    expect(upload.exit).toBe(10);
    expect(upload.stderr).toMatch(
      /whether the server acted on this POST is unknown[\s\S]*hint: the server may have received the upload/,
    );
    expect((await run(["manifest", "latest-report", "m"])).exit).toBe(7);
  });

  it.each([
    [[], "vigiles manifest list --sort newest --limit 1\n"],
    [["-g", "g"], "vigiles manifest list --sort newest --limit 1 --group-token g\n"],
    [
      ["-n", "it's 1.4", "-p", "p", "--folder-token=--f"],
      "vigiles manifest list --name 'it'\\''s 1.4' --sort newest --limit 1 --product-token p --folder-token=--f\n",
    ],
  ])("gives an upload with %j the command that looks whether the SBOM is there", async (flags, command) => {
    response = html(502);
    const { exit, stderr } = await run(["manifest", "upload", "{SBOM}", ...flags]);
    expect([exit, stderr]).toEqual([10, expect.stringContaining(`before you retry, check with: ${command}`)]);
  });
});
