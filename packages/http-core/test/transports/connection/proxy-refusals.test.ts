import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createSession, gotTransport, Secret, type Transport, type TransportOptions } from "../../../src/index.js";
import { openRequestedTunnel, startProxy } from "../../../src/testing/transport/local-proxy.js";
import { startHttpsServer } from "../../../src/testing/transport/local-server.js";
import { nodeTransport } from "../../../src/transports/node.js";
import { undiciTransport } from "../../../src/transports/undici.js";
import { certificates as makeCertificates } from "../../support/certificates.js";

const { ca, good } = await makeCertificates();
const origin = "https://api.example";
const forged = "Set-Cookie: sid=planted\r\nLocation: /other\r\nContent-Length: 2\r\n\r\n{}";

const transports: readonly (readonly [string, (options: TransportOptions) => Transport])[] = [
  ["got", gotTransport],
  ["node", nodeTransport],
  ["undici", undiciTransport],
];

/** What a program prints in a process of its own, once that has ended by itself. */
async function runProgram(program: string, parameters: readonly string[]): Promise<string> {
  const cwd = resolve(import.meta.dirname, "../../..");
  const run = promisify(execFile)(process.execPath, ["--input-type=module", "--eval", program, "--", ...parameters], {
    cwd,
  });
  return (await run).stdout;
}

afterEach(() => vi.unstubAllEnvs());

describe.each(transports)("a session over %s", (name, make) => {
  it.each([201, 302, 401, 407])("takes no cookie, login or redirect from a proxy that responds %i", async (status) => {
    await using proxy = await startProxy((socket) => socket.end(`HTTP/1.1 ${status} Reason\r\n${forged}`));
    const transport = make({ proxy: proxy.url });
    let logins = 0;
    await using session = createSession({
      baseUrl: origin,
      transport,
      retry: { baseDelayMs: 1 },
      auth: {
        name: "test",
        origins: [origin],
        secrets: { headers: ["authorization"] },
        identity: () => ({ principal: `${name} ${status}`, secret: new Secret("s") }),
        acquire: async () => ({ value: `t${++logins}` }),
        apply: (request, value: string) => request.with({ headers: { authorization: value } }),
      },
    });
    await expect(session.get("/x")).rejects.toMatchObject({ code: "PROXY_REFUSED", proxyStatus: status });
    expect(await session.cookies.getCookieString(origin)).toBe("");
    expect({ logins, asked: proxy.heads.length }).toEqual({ logins: 1, asked: 1 });
    await transport.close?.();
  });

  it("repeats a POST where the proxy was busy, since nothing was sent", async () => {
    await using server = await startHttpsServer(good, (_, response) => void response.end("done"));
    let refused = 0;
    await using proxy = await startProxy((socket, head) => {
      if (refused++ === 0) socket.end("HTTP/1.1 503 Busy\r\n\r\n");
      else openRequestedTunnel(socket, head);
    });
    const transport = make({ proxy: proxy.url, ca });
    await using session = createSession({ transport, retry: { baseDelayMs: 1 } });
    expect(await (await session.post(server.url, { json: 1 })).text()).toBe("done");
    expect(proxy.heads).toHaveLength(2);
    await transport.close?.();
  });

  it("uses a tunnel again, and sends whole bodies through it in both directions", async () => {
    await using server = await startHttpsServer(good, (request, response) => void request.pipe(response));
    await using proxy = await startProxy(openRequestedTunnel);
    const transport = make({ proxy: proxy.url, ca });
    await using session = createSession({ transport });
    const body = Buffer.alloc(2_000_000, "0123456789");
    for (let i = 0; i < 4; i++) {
      const response = await session.post(server.url, { body });
      expect(Buffer.from(await response.bytes()).equals(body)).toBe(true);
    }
    // undici takes a second connection if the first has not yet seen that its response is complete.
    expect(proxy.heads.length).toBeLessThan(3);
    await transport.close?.();
  });

  it.each(["Content-Length: 100\r\n", ""])("takes no reset for the end of a body (%j)", async (length) => {
    let cut: () => void = () => {};
    await using server = await startHttpsServer(good, (request) => {
      request.socket.write(`HTTP/1.1 200 OK\r\n${length}\r\nhalf`, () => setTimeout(() => cut(), 50));
    });
    await using proxy = await startProxy((socket, head) => {
      cut = () => socket.resetAndDestroy();
      openRequestedTunnel(socket, head);
    });
    const transport = make({ proxy: proxy.url, ca });
    await using session = createSession({ transport, retry: false });
    await expect(session.get(server.url)).rejects.toMatchObject({ code: expect.stringMatching(/RESET|TRUNCATED/) });
    await transport.close?.();
  });

  it.each([
    "socks5://u:hunter2@127.0.0.1:1",
    "http://u:hunter2@[::1",
    "://",
    "http://u:12/hunter2@127.0.0.1:1",
    "http://u\\hunter2:p@127.0.0.1:1",
  ])("fails by a typed error where the environment names a proxy that is none: %s", async (proxy) => {
    vi.stubEnv("https_proxy", proxy);
    const transport = make({});
    await using session = createSession({ transport, retry: false });
    const error: unknown = await session.get(origin).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "UNSUPPORTED", message: expect.stringContaining("https_proxy must be") });
    expect(String(error)).not.toContain("hunter2");
    await transport.close?.();
  });

  it("lets the process end while an idle tunnel is open", async () => {
    await using server = await startHttpsServer(good, (_, response) => void response.end("done"));
    await using proxy = await startProxy(openRequestedTunnel);
    const program = `
      import { createSession } from "@org/http-core";
      import { ${name}Transport } from "@org/http-core/${name}";
      const [options, url] = process.argv.slice(1);
      const session = createSession({ transport: ${name}Transport(JSON.parse(options)) });
      process.stdout.write(await (await session.get(url)).text());
    `;
    const printed = await runProgram(program, [JSON.stringify({ proxy: proxy.url, ca }), server.url]);
    expect(printed).toBe("done");
    expect(proxy.heads).toHaveLength(1);
  });
});
