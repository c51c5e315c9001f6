import { createServer, type IncomingMessage } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { runInWebRealm } from "../../support/web-realm.js";

interface Received {
  readonly method: string | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** A server that answers with what it received. */
async function startMirror(): Promise<{ readonly url: string; [Symbol.asyncDispose](): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const { method, headers } = request;
    response.setHeader("set-cookie", "sid=1");
    response.end(JSON.stringify({ method, headers, body: await text(request) } satisfies Received));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

const open = "const session = core.createSession({ baseUrl: given.url, transport: fetchTransport() });";

describe("a session where nothing of Node is there", () => {
  it.each([
    { title: "JSON", body: `{ json: { name: "ü" } }`, received: `{"name":"ü"}` },
    { title: "a form", body: `{ form: { name: "ü", flag: true } }`, received: "name=%C3%BC&flag=true" },
    { title: "text", body: `{ body: core.textBody("ü") }`, received: "ü" },
    { title: "a Blob", body: `{ body: new Blob(["blob"]) }`, received: "blob" },
    {
      title: "a file in a form",
      body: `{ body: core.multipartBody({ file: new Blob(["content"], { type: "text/plain" }) }) }`,
      received: expect.stringContaining('name="file"; filename="blob"\r\nContent-Type: text/plain\r\n\r\ncontent\r\n'),
    },
  ])("sends $title", async ({ body, received }) => {
    await using server = await startMirror();
    const { value } = await runInWebRealm(`${open} return session.post("/x", ${body}).json();`, { url: server.url });
    expect(value).toMatchObject({ method: "POST", body: received });
  });

  it("joins the chunks of a long body", async () => {
    await using server = await startMirror();
    const program = `${open} const text = "ü".repeat(200_000); return (await session.post("/x", { body: text }).json()).body === text;`;
    expect((await runInWebRealm(program, { url: server.url })).value).toBe(true);
  });

  it("sends a stream, of which nobody knows the length, whole", async () => {
    await using server = await startMirror();
    const program = `
      const stream = async function* () { yield new Uint8Array([97]); yield new Uint8Array([98]); };
      ${open} return session.post("/x", { body: stream }).json();`;
    const { value } = await runInWebRealm(program, { url: server.url });
    expect(value).toMatchObject({ body: "ab", headers: { "content-length": "2" } });
  });

  it("keeps cookies where the runtime shows them", async () => {
    await using server = await startMirror();
    const program = `${open} await session.get("/x"); return session.get("/x").json();`;
    expect((await runInWebRealm(program, { url: server.url })).value).toMatchObject({ headers: { cookie: "sid=1" } });
  });

  it("sends a scheme's credential, and hides it in errors", async () => {
    const program = `
      const scheme = {
        name: "token",
        origins: ["https://a.example"],
        secrets: { headers: ["authorization"] },
        identity: () => ({ principal: "user", secret: new core.Secret("hunter2") }),
        apply: (request) => request.with({ headers: { authorization: "Basic " + btoa("user:hunter2") } }),
      };
      const transport = { send: async (request) => { throw new Error("refused " + request.headers.get("authorization")) } };
      const session = core.createSession({ baseUrl: "https://a.example", transport, auth: scheme, retry: false });
      try { await session.get("/x") } catch (error) { return String(error) }`;
    const { value } = await runInWebRealm(program);
    expect(value).toBe("Error: refused [redacted]");
  });

  it("warns on the console", async () => {
    const program = `
      const logger = { debug() { throw new Error() }, info() {}, warn() {}, error() {} };
      const transport = { send: async () => { throw new Error("down") } };
      const session = core.createSession({ baseUrl: "https://a.example", transport, logger, retry: false });
      await session.get("/x").catch(() => {});
      return true;`;
    expect(await runInWebRealm(program)).toEqual({ value: true, warnings: [expect.stringContaining("logger threw")] });
  });

  it.each([
    { feature: "a file", use: `core.fileBody("a.txt")`, remedy: "send a Blob" },
    {
      feature: "a download",
      use: `core.downloadFile(core.createSession({ baseUrl: "https://a.example", transport: fetchTransport() }), "/x", "a.txt")`,
      remedy: "bytes()",
    },
  ])("refuses $feature with what to use instead", async ({ use, remedy }) => {
    const program = `try { await ${use} } catch ({ code, message }) { return { code, message } }`;
    expect((await runInWebRealm(program)).value).toEqual({
      code: "UNSUPPORTED",
      message: expect.stringContaining(remedy) as string,
    });
  });
});
