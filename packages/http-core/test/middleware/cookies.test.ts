import { CookieJar, MemoryCookieStore } from "tough-cookie";
import { describe, expect, it } from "vitest";
import { createSession } from "../../src/index.js";
import { memoryTransport } from "../../src/testing/index.js";
import { recordWarnings } from "../support/warnings.js";

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

  it("of one name on several paths are all sent: the longest path first, then the oldest", async () => {
    const transport = memoryTransport(({ url }) => {
      const lines = [
        "sid=root; Path=/",
        "a=1; Path=/",
        "sid=app; Path=/app",
        "sid=deep; Path=/app/deep",
        "b=2; Path=/app",
      ];
      return url.endsWith("/set") ? { headers: new Headers(lines.map((line) => ["set-cookie", line])) } : 200;
    });
    const session = createSession({ baseUrl, transport });
    await session.get("/set");
    await session.get("/app/x");
    await session.get("/app/deep/x");
    expect(transport.requests.slice(1).map(({ headers }) => headers.get("cookie"))).toEqual([
      "sid=app; b=2; sid=root; a=1",
      "sid=deep; sid=app; b=2; sid=root; a=1",
    ]);
  });

  it.each([
    ["a=own", "b=2; a=own"],
    ["a=own; a=again;  c = x y ;", "b=2; a=own; a=again;  c = x y ;"],
    ['x="quoted; b=3"', 'a=1; x="quoted; b=3"'],
    ["bare", "a=1; b=2; bare"],
    ["b=", "a=1; b="],
    ["A=1", "a=1; b=2; A=1"],
    ["a=1==; z", "b=2; a=1==; z"],
  ])("leave the call's own header %s as it is, byte for byte", async (own, sent) => {
    const transport = memoryTransport(({ url }) => {
      const lines = ["a=1; Path=/", "b=2; Path=/"];
      return url.endsWith("/set") ? { headers: new Headers(lines.map((line) => ["set-cookie", line])) } : 200;
    });
    const session = createSession({ baseUrl, transport });
    await session.get("/set");
    await session.get("/x", { headers: { cookie: own } });
    expect(transport.requests[1]?.headers.get("cookie")).toBe(sent);
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

/** Cookies that one response each sets, in this order, and what is sent afterwards. */
async function sentOf(lines: readonly string[]): Promise<string[]> {
  const transport = memoryTransport(({ url }) => {
    const line = lines[Number(new URL(url).pathname.slice(1))];
    return line === undefined ? 200 : { headers: { "set-cookie": line } };
  });
  const session = createSession({ baseUrl, transport });
  for (const index of lines.keys()) await session.get(`/${index}`);
  await session.get("/last");
  return (transport.requests.at(-1)?.headers.get("cookie") ?? "").split("; ");
}

describe("the cookies of one origin", () => {
  it("are at most 180: the oldest go", async () => {
    const names = Array.from({ length: 200 }, (_, index) => `c${index}=x`);
    expect(await sentOf(names)).toEqual(names.slice(20));
  });

  it("are at most 8 KB: the oldest go", async () => {
    const cookies = Array.from({ length: 10 }, (_, index) => `c${index}=${"x".repeat(997)}`);
    expect(await sentOf(cookies)).toEqual(cookies.slice(2));
  });

  it("count on all their paths", async () => {
    const cookies = Array.from({ length: 200 }, (_, index) => `c=${index}; Path=/p${index}`);
    expect(await sentOf([...cookies, "last=1; Path=/"])).toEqual(["last=1"]);
    const early = ["first=1; Path=/", ...cookies];
    expect(await sentOf(early)).toEqual([""]);
  });

  it("lose none to a cookie that is too large by itself", async () => {
    expect(await sentOf(["a=1", `huge=${"x".repeat(9000)}`])).toEqual(["a=1"]);
  });

  it("leave those of other origins alone", async () => {
    const jar = new CookieJar();
    await jar.setCookie("other=1; Path=/", "https://other.example/");
    const transport = memoryTransport(() => ({
      headers: new Headers(Array.from({ length: 200 }, (_, n) => ["set-cookie", `c${n}=x`])),
    }));
    await createSession({ baseUrl, transport, cookies: jar }).get("/");
    expect(await jar.getCookies(baseUrl)).toHaveLength(180);
    expect(await jar.getCookies("https://other.example/")).toHaveLength(1);
  });
});

describe("a jar whose store fails", () => {
  const broken = (method: "putCookie" | "updateCookie" | "findCookies"): CookieJar => {
    const store = new MemoryCookieStore();
    const fail = (...args: readonly unknown[]): void =>
      (args.at(-1) as (error: Error) => void)(new Error("EACCES: /home/me/cookies.json"));
    return new CookieJar(Object.defineProperty(store, method, { value: fail, configurable: true }));
  };

  it.each([
    ["putCookie", ["written"]],
    ["findCookies", ["written", "read"]],
  ] as const)("at %s costs one warning and no response", async (method, warnings) => {
    const logger = recordWarnings();
    const transport = service({ "/set": "sid=1; Path=/" });
    const session = createSession({ baseUrl, transport, logger, cookies: broken(method) });
    for (const path of ["/set", "/set", "/next"]) {
      expect((await session.get(path, { headers: { cookie: "own=1" } })).status).toBe(200);
    }
    expect(transport.requests.map(({ headers }) => headers.get("cookie"))).toEqual(["own=1", "own=1", "own=1"]);
    expect(logger.lines).toEqual(
      warnings.map((how) => `The cookie jar can't be ${how}; calls continue without its cookies`),
    );
    expect(logger.lines.join()).not.toContain("/home/me");
  });

  it("is reported again after it has worked", async () => {
    const logger = recordWarnings();
    const jar = broken("putCookie");
    const transport = service({ "/set": "sid=1; Path=/" });
    const session = createSession({ baseUrl, transport, logger, cookies: jar });
    await session.get("/set");
    Reflect.deleteProperty(jar.store, "putCookie");
    await session.get("/set");
    expect(logger.lines).toHaveLength(1);
    await session.get("/next");
    expect(transport.requests[2]?.headers.get("cookie")).toBe("sid=1");
  });
});

describe("a request that is refused with many cookies", () => {
  const refusal = async (status: number, cookieBytes: number): Promise<{ cookieBytes?: number; message: string }> => {
    const jar = new CookieJar();
    if (cookieBytes > 0) await jar.setCookie(`c=${"x".repeat(cookieBytes - 2)}; Path=/`, baseUrl);
    const session = createSession({ baseUrl, transport: memoryTransport(() => status), cookies: jar });
    return session.get("/").catch((error: unknown) => error) as never;
  };

  it.each([
    [431, 100],
    [431, 5000],
    [400, 5000],
  ])("with status %d says that its %d bytes of cookies may be why", async (status, cookieBytes) => {
    expect(await refusal(status, cookieBytes)).toMatchObject({
      status,
      cookieBytes,
      message: expect.stringContaining(`${cookieBytes} bytes of cookies`) as string,
    });
  });

  it.each([
    [400, 100],
    [404, 5000],
    [431, 0],
  ])("with status %d does not blame %d bytes of cookies", async (status, cookieBytes) => {
    const error = await refusal(status, cookieBytes);
    expect(error).not.toHaveProperty("cookieBytes");
    expect(error.message).not.toContain("cookies");
    expect(error.message.includes("headers are too large")).toBe(status === 431);
  });
});
