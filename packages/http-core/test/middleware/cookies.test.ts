import { CookieJar } from "tough-cookie";
import { describe, expect, it } from "vitest";
import { createSession } from "../../src/index.js";
import { memoryTransport } from "../../src/testing/index.js";

const baseUrl = "https://api.example.com";

function service(setCookie: Record<string, string>): ReturnType<typeof memoryTransport> {
  return memoryTransport(({ url }) => {
    const line = setCookie[new URL(url).pathname];
    return line === undefined ? 200 : { headers: { "set-cookie": line } };
  });
}

async function sentAfter(line: string, url = `${baseUrl}/next`): Promise<string | null> {
  const transport = service({ "/set": line });
  const session = createSession({ baseUrl, transport, hosts: ["api.example.com", "www.example.com", "other.example"] });
  await session.get("/set");
  await session.get(url);
  return transport.requests[1]?.headers.get("cookie") ?? null;
}

describe("cookies", () => {
  const rows: readonly (readonly [string, string, string, string | null])[] = [
    ["are sent back", "sid=1; Path=/", `${baseUrl}/next`, "sid=1"],
    ["keep to their path", "sid=1; Path=/admin", `${baseUrl}/next`, null],
    ["keep to their host", "sid=1; Path=/", "https://www.example.com/", null],
    ["go to siblings where they say so", "sid=1; Path=/; Domain=example.com", "https://www.example.com/", "sid=1"],
    ["are refused for another site", "sid=1; Path=/; Domain=other.example", "https://other.example/", null],
    ["are refused for a public suffix", "sid=1; Path=/; Domain=com", `${baseUrl}/next`, null],
    [
      "with __Host- and a domain are refused",
      "__Host-sid=1; Path=/; Secure; Domain=example.com",
      `${baseUrl}/next`,
      null,
    ],
    ["that have expired are not sent", "sid=1; Path=/; Max-Age=0", `${baseUrl}/next`, null],
  ];

  it.each(rows)("%s", async (_, line, url, sent) => {
    expect(await sentAfter(line, url)).toBe(sent);
  });

  it("merge with a call's own Cookie header, which wins by name", async () => {
    const transport = service({ "/set": "a=jar; Path=/" });
    const session = createSession({ baseUrl, transport });
    await session.get("/set");
    await session.get("/next", { headers: { cookie: "a=own; b=own" } });
    expect(transport.requests[1]?.headers.get("cookie")).toBe("a=own; b=own");
    await session.get("/next");
    expect(transport.requests[2]?.headers.get("cookie")).toBe("a=jar");
  });

  it("live in the jar that was given, and survive its export", async () => {
    const jar = new CookieJar();
    const transport = service({ "/set": "sid=1; Path=/" });
    await createSession({ baseUrl, transport, cookies: jar }).get("/set");
    const restored = CookieJar.deserializeSync(jar.serializeSync() ?? "");
    await createSession({ baseUrl, transport, cookies: restored }).get("/next");
    expect(transport.requests[1]?.headers.get("cookie")).toBe("sid=1");
  });

  it("of two sessions stay apart", async () => {
    const transport = service({ "/set": "sid=1; Path=/" });
    await createSession({ baseUrl, transport }).get("/set");
    await createSession({ baseUrl, transport }).get("/next");
    expect(transport.requests[1]?.headers.has("cookie")).toBe(false);
  });

  it("that pollute prototypes change nothing", async () => {
    await sentAfter("x=1; Domain=__proto__; Path=/a");
    expect(({} as Record<string, unknown>)["/a"]).toBeUndefined();
  });
});
