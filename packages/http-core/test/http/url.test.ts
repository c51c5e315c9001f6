import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSession, isHttpCoreError } from "../../src/index.js";
import { memoryTransport } from "../../src/testing/index.js";
import { readHosts } from "../../src/http/allowed-hosts.js";
import { withParams } from "../../src/http/params.js";
import { readBase, resolveUrl } from "../../src/http/url.js";

const host = "api.armor.com";
const hosts = [host];

/** What must never reach a transport; `⇥` stands for a tab. */
const refused: readonly string[] = [
  "https://http.evil.example/api.armor.com/",
  "https://http-evil.example/api.armor.com",
  "https://httpevil.example//api.armor.com/",
  "https://http@evil.example/api.armor.com/",
  "http://api.armor.com/me",
  "http://api.armor.com:443/me",
  "ws://api.armor.com/",
  "ftp://api.armor.com/",
  "file://api.armor.com/x",
  "blob:https://api.armor.com/1",
  "data:text/plain,api.armor.com",
  "javascript:alert(1)//api.armor.com",
  "http+unix://api.armor.com/",
  "unix:/var/run/docker.sock:/",
  "http://unix:/var/run/docker.sock:/",
  "https://api.armor.com@evil.example/me",
  "https://api.armor.com:pw@evil.example/",
  "https://api.armor.com:443@evil.example:443/me",
  "https://user:pw@api.armor.com/me",
  "https://@api.armor.com/",
  "https://:@api.armor.com/",
  "https://a@b@api.armor.com/",
  "https://@evil.example@api.armor.com/",
  "https://evil.example;@api.armor.com/",
  "https://api.armor.com\\@evil.example/me",
  "https://evil.example\\@api.armor.com/me",
  "https://api.armor.com\\.evil.example/me",
  "https:\\\\api.armor.com\\me",
  "https:/api.armor.com/me",
  "https:api.armor.com/me",
  "https:///api.armor.com/me",
  "https://///evil.example/me",
  "https:evil.example/me",
  "//api.armor.com/me",
  "///x",
  "/\\evil.example/x",
  "\\\\evil.example\\x",
  "api.armor.com/me",
  "",
  "https://api.armor.com./me",
  "https://api.armor.com../me",
  "https://api.armor.com．/me",
  "https://api.armor.com:8443/",
  "https://api.armor.com:80/",
  "https://api.armor.com:99999/",
  "https://api.armor.com:-1/",
  "https://api.armor.com:443a/",
  "https://api.armor.com:４４３/",
  " https://api.armor.com/",
  "https://api.armor.com/ ",
  "\thttps://api.armor.com/",
  "ht\ntps://api.armor.com/me",
  "https://api.ar\tmor.com/me",
  "https://api.armor.com\n.evil.example/me",
  "https://api.armor.com\r\nHost: evil.example/me",
  "https://api.armor.com%0d%0aX:1/",
  "https://api.armor.com%00/",
  "https://api.armor.com\u0000/",
  "https://api.armor.com%2eevil.example/",
  "https://api%2earmor%2ecom/me",
  "https://%61pi.armor.com/me",
  "https://api.armor.com%2f.evil.example/",
  "https://api.armor.com%23/",
  "https://api.armor.com%40/",
  "https://аpi.armor.com/",
  "https://xn--pi-6kc.armor.com/",
  "https://ａpi.armor.com/",
  "https://api。armor.com/",
  "https://ⓐpi.armor.com/",
  "https://api\u200b.armor.com/",
  "https://api\u00ad.armor.com/",
  "https://api.armor.com⁄evil.example/",
  "https://api.armor.com℀/",
  "https://api.armor.com／evil/",
  "https://api.armor.com.evil.example/",
  "https://evilapi.armor.com/",
  "https://api-armor.com/",
  "https://api.armor.com,evil.example/",
  "https://127.0.0.1/",
  "https://2130706433/",
  "https://0x7f.1/",
  "https://0177.0.0.1/",
  "https://127.1/",
  "https://0/",
  "https://[::1]/",
  "https://[::ffff:127.0.0.1]/",
  "https://[::ffff:a9fe:a9fe]/",
  "https://169.254.169.254/",
  "https://[fe80::1%25eth0]/",
  "https://[api.armor.com]/",
  `https://api.armor.com/${"a".repeat(9000)}`,
];

/** What is fine, and the URL that goes out. */
const accepted: readonly (readonly [string, string])[] = [
  ["https://api.armor.com/me", "https://api.armor.com/me"],
  ["https://API.ARMOR.COM/me", "https://api.armor.com/me"],
  ["HTTPS://api.armor.com/me", "https://api.armor.com/me"],
  ["https://api.armor.com:443/me", "https://api.armor.com/me"],
  ["https://api.armor.com:0443/me", "https://api.armor.com/me"],
  ["https://api.armor.com:/me", "https://api.armor.com/me"],
  ["https://api.armor.com/me#token=secret", "https://api.armor.com/me"],
  ["https://api.armor.com?x=1", "https://api.armor.com/?x=1"],
];

describe("an absolute URL under an allow-list", () => {
  it.each(refused.map((url) => [url]))("refuses %j before anything is sent", async (url) => {
    const transport = memoryTransport(() => 200);
    const session = createSession({ hosts, transport });
    const error = await session.get(url).catch((reason: unknown) => reason);
    expect(isHttpCoreError(error) && error.code).toMatch(/^URL_(INVALID|NOT_ALLOWED)$/);
    expect(transport.requests).toHaveLength(0);
  });

  it.each(accepted)("accepts %s", async (url, sent) => {
    const transport = memoryTransport(() => 200);
    await createSession({ hosts, transport }).get(url);
    expect(transport.requests.map((request) => request.url)).toEqual([sent]);
  });

  it("sends only to the listed host, whatever the authority", async () => {
    const pieces = fc.constantFrom(
      "api.armor.com",
      "evil.example",
      "@",
      ":",
      "443",
      "\\",
      "/",
      ".",
      "%2e",
      "％",
      "ａ",
      "\t",
      "xn--",
      "[",
      "]",
      "#",
      "?",
      ";",
      "http",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 6 }), async (parts) => {
        const transport = memoryTransport(() => 200);
        const url = `https://${parts.join("")}/x`;
        await createSession({ hosts, transport })
          .get(url)
          .catch(() => {});
        for (const request of transport.requests) expect(new URL(request.url).host).toBe(host);
      }),
      { numRuns: 2000 },
    );
  });

  it("never shows a password that a URL held", async () => {
    const error = await createSession({ hosts, transport: memoryTransport() })
      .get("https://user:hunter2@api.armor.com/?key=hunter3")
      .catch((reason: unknown) => reason);
    expect(String(error)).not.toMatch(/hunter/);
  });
});

describe("a path under a base URL", () => {
  const joins: readonly (readonly [base: string, path: string, joined: string])[] = [
    ["https://a.example", "x", "https://a.example/x"],
    ["https://a.example", "/x", "https://a.example/x"],
    ["https://a.example/", "/x", "https://a.example/x"],
    ["https://a.example/v1", "x", "https://a.example/v1/x"],
    ["https://a.example/v1", "/x", "https://a.example/v1/x"],
    ["https://a.example/v1/", "/x?y=1", "https://a.example/v1/x?y=1"],
    ["https://a.example/v1/", "", "https://a.example/v1/"],
    ["https://a.example/v1", "?y=1", "https://a.example/v1?y=1"],
    ["https://a.example/v1", "https://a.example/other", "https://a.example/other"],
  ];

  it.each(joins)("joins %s and %j to %s", (base, path, joined) => {
    expect(resolveUrl(path, readBase(base)).href).toBe(joined);
  });

  it.each([
    "//evil.example/x",
    "/\\evil.example/x",
    "\\\\evil.example/x",
    "///evil.example/x",
    "\t//evil.example/x",
    "/\t/evil.example/x",
    "https:evil.example",
    "https://evil.example",
  ])("refuses %j", async (path) => {
    const transport = memoryTransport(() => 200);
    const session = createSession({ baseUrl: `https://${host}`, transport });
    await expect(session.get(path)).rejects.toMatchObject({ code: expect.stringMatching(/^URL_/) as string });
    expect(transport.requests).toHaveLength(0);
  });
});

describe("dot segments in a path", () => {
  const base = readBase("https://a.example/v1");

  it.each([
    "..",
    "/..",
    "../admin",
    "/../admin",
    "/%2e%2e/admin",
    "/.%2E/admin",
    "%2e./admin",
    "/x/../../admin",
    "/x/%2e%2e/..",
    "/a/%2e%2e%2f%2e%2e/admin",
    "/a/..%5C..%5cadmin",
    "..%2fadmin",
    "/..;/admin",
    "/..;x=1/admin",
    "/./../admin",
    "/.;%5cx/..%5c",
    "/x%5cy/../../admin",
    "/x%2fy/../../admin",
    "/x;%2fy/..%2f../admin",
    "/.//../admin",
    "../v1/../admin",
    "../v1/x",
    "../../?y=1",
  ])("%s never lead out of the path of the base", (path) => {
    for (const given of [path, `${path}?x=1`, `${path}#x`]) {
      expect(() => resolveUrl(given, base)).toThrow(expect.objectContaining({ code: "URL_INVALID" }));
    }
  });

  it.each([
    ["/x/../y", "/v1/y"],
    ["./y", "/v1/y"],
    ["/x/%2e%2e/y", "/v1/y"],
    ["/..x/y", "/v1/..x/y"],
    ["/x../y", "/v1/x../y"],
    ["/.../y", "/v1/.../y"],
    ["/x?path=../..", "/v1/x?path=../.."],
    ["/x#../..", "/v1/x"],
  ])("%s stay within it as %s", (path, resolved) => {
    expect(resolveUrl(path, base).href).toBe(`https://a.example${resolved}`);
  });

  it("have nothing to leave where the base has no path", () => {
    expect(resolveUrl("/../x", readBase("https://a.example/")).href).toBe("https://a.example/x");
  });

  /** What servers make of a path: they decode it, leave parameters out, and resolve dot segments, in their own order. */
  const servers: readonly ((path: string) => string)[] = [
    (path) => resolvePath(withoutParameters(decodeURIComponent(path))),
    (path) => resolvePath(decodeURIComponent(path)),
    (path) => resolvePath(withoutParameters(decodeURIComponent(path).replaceAll("\\", "/"))),
    (path) => resolvePath(decodeURIComponent(withoutParameters(path))),
    (path) => resolvePath(withoutParameters(decodeURIComponent(withoutParameters(path)))),
    (path) => resolvePath(decodeURIComponent(path).replaceAll("\\", "x")),
    (path) => resolvePath(withoutParameters(path.replaceAll(/%2f|%5c/gi, "x"))),
  ];

  it("never leave the base, whatever the path", () => {
    const piece = fc.constantFrom("..", ".", "/", "%2e", "%2E", "%2f", "%5c", ";", "x", "?", "#", "v1");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
        const { pathname } = resolveOrRefuse(`/${pieces.join("")}`, base);
        expect(`${pathname}/`).toMatch(/^\/v1\//);
        for (const read of servers) expect(`${read(pathname)}/`).toMatch(/^\/v1\//);
      }),
      { numRuns: 10_000 },
    );
  });

  function resolvePath(path: string): string {
    return new URL(path, "https://a.example").pathname;
  }

  function withoutParameters(path: string): string {
    return path.replace(/;[^/]*/g, "");
  }

  function resolveOrRefuse(path: string, from: typeof base): { pathname: string } {
    try {
      return resolveUrl(path, from);
    } catch (error) {
      expect(isHttpCoreError(error) && error.code).toBe("URL_INVALID");
      return { pathname: "/v1/" };
    }
  }
});

describe("the query of a base URL", () => {
  it.each([
    ["/v1?k=1", "/x", "/v1/x?k=1"],
    ["/v1/?k=1&k=2", "x?y=1", "/v1/x?k=1&k=2&y=1"],
    ["?k=1", "/x?", "/x?k=1&"],
    ["/v1?k=1", "", "/v1?k=1"],
    ["/v1?k=1", "?y=1", "/v1?k=1&y=1"],
    ["/v1?", "/x", "/v1/x"],
    ["/v1?k=a%20b#fragment", "/x#other", "/v1/x?k=a%20b"],
  ])("of %s comes before that of %j", (base, path, joined) => {
    expect(resolveUrl(path, readBase(`https://a.example${base}`)).href).toBe(`https://a.example${joined}`);
  });

  it("comes before the parameters of session and call", async () => {
    const transport = memoryTransport(() => 200);
    const session = createSession({ baseUrl: "https://a.example/v1?k=1", params: { s: 1 }, transport });
    await session.get("/x?p=1", { params: { c: 1 } });
    expect(transport.requests.map(({ url }) => url)).toEqual(["https://a.example/v1/x?k=1&p=1&s=1&c=1"]);
  });

  it("is not added to an absolute URL", () => {
    expect(resolveUrl("https://a.example/x", readBase("https://a.example/v1?k=1")).href).toBe("https://a.example/x");
  });
});

describe("a loopback host in an allow-list", () => {
  it.each([
    [["https://localhost:8443"], "http://localhost:8443/x", false],
    [["https://localhost:8443"], "https://localhost:8443/x", true],
    [["http://127.0.0.1:8080"], "http://127.0.0.1:8080/x", true],
    [["http://127.0.0.1:8080"], "https://127.0.0.1:8080/x", false],
    [["[::1]:8080"], "http://[::1]:8080/x", true],
    [["127.0.0.1:8080"], "https://127.0.0.1:8080/x", true],
  ])("%j lets %s through: %s", async (entries, url, isAllowed) => {
    const transport = memoryTransport(() => 200);
    await createSession({ hosts: entries, transport })
      .get(url)
      .catch(() => {});
    expect(transport.requests).toHaveLength(isAllowed ? 1 : 0);
  });

  it.each([
    ["https://localhost:8443", "http://localhost:8443/x"],
    ["http://127.0.0.1:8080", "https://127.0.0.1:8080/x"],
  ])("that is the base URL %s does not let %s through", async (baseUrl, url) => {
    const session = createSession({ baseUrl, transport: memoryTransport(() => 200) });
    await expect(session.get(url)).rejects.toMatchObject({ code: "URL_NOT_ALLOWED" });
  });
});

describe("an allow-list", () => {
  it.each([
    ["a.example", "a.example"],
    ["A.Example", "a.example"],
    ["a.example:8443", "a.example:8443"],
    ["https://a.example", "a.example"],
    ["https://a.example:443", "a.example"],
    ["127.0.0.1:8080", "127.0.0.1:8080"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
    ["https://LOCALHOST:443", "https://localhost"],
  ])("reads %s as %s", (entry, read) => {
    expect(readHosts("hosts", [entry])).toEqual([read]);
  });

  it.each([
    "*.armor.com",
    "https://a.example/path",
    "a.example.",
    "",
    "a example",
    "аpi.armor.com",
    ".example",
    "user@a.example",
    "a.example:99999",
    "1.2.3.999",
  ])("refuses the entry %j", (entry) => {
    expect(() => readHosts("hosts", [entry])).toThrow(expect.objectContaining({ code: "OPTION_INVALID" }));
  });

  it.each([
    [{ hosts: "a.example" }, "Option hosts must be a list of hosts"],
    [{ hosts: [5] }, "Option hosts[0] must be a host, host:port or origin"],
    [{ hosts: ["a.example", "b.example:99999"] }, "Option hosts[1] must be a host, host:port or origin"],
  ])("is refused with a message that names the entry: %j", async (options, message) => {
    const failure = { code: "OPTION_INVALID", message };
    expect(() => createSession(options as never)).toThrow(expect.objectContaining(failure));
    const session = createSession({ transport: memoryTransport(() => 200) });
    await expect(session.get("https://a.example/", options as never)).rejects.toMatchObject(failure);
  });

  it("allows nothing when it is empty", async () => {
    await expect(
      createSession({ hosts: [], transport: memoryTransport(() => 200) }).get("https://a.example/"),
    ).rejects.toMatchObject({ code: "URL_NOT_ALLOWED" });
  });

  it("is not moved by later changes of the caller's array", async () => {
    const list = ["a.example"];
    const session = createSession({ hosts: list, transport: memoryTransport(() => 200) });
    list.push("evil.example");
    await expect(session.get("https://evil.example/")).rejects.toMatchObject({ code: "URL_NOT_ALLOWED" });
  });

  it("does not take localhost for 127.0.0.1", async () => {
    const session = createSession({ hosts: ["127.0.0.1:80"], transport: memoryTransport(() => 200) });
    await expect(session.get("http://localhost:80/")).rejects.toMatchObject({ code: "URL_NOT_ALLOWED" });
  });
});

describe("query parameters", () => {
  const url = new URL("https://a.example/x?kept=1");

  it.each([
    ["an object", [{ a: 1, b: true, c: ["x", "y"] }], "?kept=1&a=1&b=true&c=x&c=y"],
    [
      "pairs in order",
      [
        [
          ["b", "2"],
          ["a", "1"],
          ["b", "3"],
        ] as [string, string][],
      ],
      "?kept=1&b=2&a=1&b=3",
    ],
    ["a later layer over an earlier one", [{ a: "1", b: "1" }, { a: "2" }], "?kept=1&a=2&b=1"],
    ["a removal", [{ a: "1", b: "1" }, { a: null }], "?kept=1&b=1"],
    [
      "all values of a later layer over those of an earlier one",
      [{ a: ["1", "2"], b: "1" }, { a: "3" }],
      "?kept=1&a=3&b=1",
    ],
    ["more values in a later layer", [{ a: "1", b: "1" }, { a: ["2", "3"] }], "?kept=1&a=2&b=1&a=3"],
    ["an empty list as inherited", [{ a: "1" }, { a: [] }], "?kept=1&a=1"],
    ["undefined as inherited", [{ a: "1" }, { a: undefined }], "?kept=1&a=1"],
  ])("adds %s", (_, layers, search) => {
    expect(withParams(url, ...layers).search).toBe(search);
  });

  it("keeps the order of pairs, repeated names included", () => {
    const pair = fc.tuple(fc.constantFrom("a", "b", "c"), fc.constantFrom("1", "2", "3"));
    fc.assert(
      fc.property(fc.array(pair), (pairs) => {
        expect([...new URL(withParams(new URL("https://a.example/x"), pairs).href).searchParams]).toEqual(pairs);
      }),
    );
  });

  it.each([[{ a: Number.NaN }], [{ a: {} as string }]])("refuses %j", (params) => {
    expect(() => withParams(url, params)).toThrow(expect.objectContaining({ code: "OPTION_INVALID" }));
  });
});
