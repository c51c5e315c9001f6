import { describe, expect, it } from "vitest";
import { createSession, isRedirectError } from "../../../src/index.js";
import { allTransports } from "../../support/all-transports.js";
import { wireServer, type WireServer } from "../../support/wire-server.js";

const ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

/** A server that responds to `/start` with a head, and perhaps the start of a body. */
function redirecting(head: string | Uint8Array): Promise<WireServer> {
  return wireServer((target) => (target === "/start" ? head : ok));
}

function found(location: string | Uint8Array): Uint8Array {
  const parts = ["HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: ", location, "\r\n\r\n"];
  return Buffer.concat(parts.map((part) => Buffer.from(part as string)));
}

describe.each(allTransports)("a redirect over $name", ({ make }) => {
  const locations: readonly (readonly [string | Uint8Array, string])[] = [
    ["/café", "/caf%C3%A9"],
    ["/文件?q=ü", "/%E6%96%87%E4%BB%B6?q=%C3%BC"],
    ["/\u{1f600}", "/%F0%9F%98%80"],
    ["/à", "/%C3%A0"],
    ["/a b?c d", "/a%20b?c%20d"],
    ["/caf%C3%A9", "/caf%C3%A9"],
    ["next", "/next"],
    ["/x/../y", "/y"],
    [Buffer.from("/café", "latin1"), "/caf%E9"],
  ];

  it.each(locations)("to %s asks for %s", async (location, target) => {
    await using server = await redirecting(found(location));
    await using session = createSession({ baseUrl: server.url, transport: make(), retry: false });
    expect((await session.get("/start")).url).toBe(server.url + target);
    expect(server.targets).toEqual(["/start", target]);
  });

  it.each(["/a, /b", "/a\\b", "/é\\b"])("to %j is refused", async (location) => {
    await using server = await redirecting(found(location));
    await using session = createSession({ baseUrl: server.url, transport: make(), retry: false });
    const error = await session.get("/start").catch((reason: unknown) => reason);
    expect(isRedirectError(error)).toBe(true);
    expect(server.targets).toEqual(["/start"]);
  });

  it.each([
    ["has no length and stays open", ""],
    ["is shorter than its length", "Content-Length: 50\r\n"],
    ["is chunked and never ends", "Transfer-Encoding: chunked\r\n"],
    ["has a length beyond any limit", "Content-Length: 999999999999\r\n"],
  ])("is followed at its head if its body %s", async (_, header) => {
    const body = header.startsWith("Transfer") ? "a\r\n0123456789\r\n" : "0123456789";
    await using server = await redirecting(`HTTP/1.1 302 Found\r\nLocation: /next\r\n${header}\r\n${body}`);
    const transport = make();
    // The limits of this call never pass, so that it ends only if it does not wait for the body.
    const session = createSession({ baseUrl: server.url, transport, timeout: { idleMs: 0, totalMs: 0 } });
    expect(await (await session.get("/start")).text()).toBe("ok");
    await transport.close?.();
  });

  it("is refused at its head too", async () => {
    await using server = await redirecting("HTTP/1.1 302 Found\r\nLocation: https://other.example/\r\n\r\n");
    const transport = make();
    const session = createSession({ baseUrl: server.url, transport, timeout: { idleMs: 0, totalMs: 0 } });
    await expect(session.get("/start")).rejects.toMatchObject({ code: "REDIRECT_REFUSED" });
    await transport.close?.();
  });
});

describe("maxRedirects", () => {
  const countdown = (): Promise<WireServer> =>
    wireServer((target) => {
      const left = Number(target.slice(1)) - 1;
      return left < 0 ? ok : `HTTP/1.1 302 Found\r\nLocation: /${left}\r\nContent-Length: 0\r\n\r\n`;
    });

  it.each([
    [undefined, 5],
    [0, 0],
    [1, 1],
    [20, 20],
  ])("%s follows %d redirects in a row and no more", async (maxRedirects, followed) => {
    await using server = await countdown();
    const option = maxRedirects === undefined ? {} : { maxRedirects };
    await using own = createSession({ baseUrl: server.url });
    await using inherited = createSession({ baseUrl: server.url, ...option });
    for (const get of [(path: string) => own.get(path, option), (path: string) => inherited.get(path)]) {
      expect((await get(`/${followed}`)).status).toBe(200);
      await expect(get(`/${followed + 1}`)).rejects.toMatchObject({
        code: "REDIRECT_REFUSED",
        message: expect.stringContaining(`more than ${followed} in a row`) as string,
      });
    }
  });

  it("of a call overrides that of the session", async () => {
    await using server = await countdown();
    await using session = createSession({ baseUrl: server.url, maxRedirects: 0 });
    expect((await session.get("/7", { maxRedirects: 7 })).status).toBe(200);
  });

  it.each([-1, 21, 1.5, Number.NaN, Infinity])("of %d is refused", (maxRedirects) => {
    expect(() => createSession({ maxRedirects })).toThrow(expect.objectContaining({ code: "OPTION_INVALID" }));
  });
});
