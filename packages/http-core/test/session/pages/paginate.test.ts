import { describe, expect, it, onTestFinished } from "vitest";
import {
  createSession,
  Secret,
  type HttpRequest,
  isPageError,
  paginate,
  type HttpResponse,
  type NextPage,
  type PaginateOptions,
  type Session,
} from "../../../src/index.js";
import { findPrototypeEffects } from "../../../src/testing/index.js";
import { loopback, type Loopback, type WireRequest } from "../../support/loopback.js";
import { printedTexts } from "../../support/printed-texts.js";
import { run } from "../../support/programs/read-pages.js";

/** What a test's server sends: JSON, and a `Link` header if there is one. */
interface Page {
  readonly status?: number;
  readonly link?: string;
  readonly body?: unknown;
}

async function serve(handle: (request: WireRequest, count: number) => Page): Promise<Loopback> {
  let count = 0;
  const server = await loopback((request, response) => {
    const { status = 200, link, body = null } = handle(request, ++count);
    if (link !== undefined) response.setHeader("link", link);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  onTestFinished(() => server[Symbol.asyncDispose]());
  return server;
}

function open({ url }: Loopback, options: object = {}): Session {
  const session = createSession({ baseUrl: url, retry: false, logger: silent, ...options });
  onTestFinished(() => session.close());
  return session;
}

const silent = { debug() {}, info() {}, warn() {}, error() {} };

async function collect(pages: AsyncIterable<HttpResponse>): Promise<unknown[]> {
  const bodies: unknown[] = [];
  for await (const page of pages) bodies.push(await page.json());
  return bodies;
}

const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

/** A server whose Link header names the next of three pages, in the given form. */
const linkedPages = (form: (page: number, host: string) => string): Promise<Loopback> =>
  serve(({ url, headers }) => {
    const page = Number(new URL(url, "http://x").searchParams.get("page") ?? 1);
    return { body: page, ...(page < 3 ? { link: `<${form(page + 1, headers.host ?? "")}>; rel="next"` } : {}) };
  });

describe("pages by Link header", () => {
  it.each([
    ["absolute", (page: number, host: string) => `http://${host}/list?page=${page}&kind=a`],
    ["from the root", (page: number) => `/list?page=${page}&kind=a`],
    ["relative to the last page", (page: number) => `list?page=${page}&kind=a`],
    ["a query", (page: number) => `?page=${page}&kind=a`],
    ["with a fragment", (page: number) => `?page=${page}&kind=a#top`],
  ])("are followed, if they are %s", async (_title, form) => {
    const server = await linkedPages(form);
    const headers = { "x-api-key": "key", range: "a" };
    const pages = paginate(open(server), "/list", { params: { kind: "a" }, headers });
    expect(await collect(pages)).toEqual([1, 2, 3]);
    expect(server.requests.map(({ url }) => url)).toEqual([
      "/list?kind=a",
      "/list?page=2&kind=a",
      "/list?page=3&kind=a",
    ]);
    for (const request of server.requests) expect(request.headers).toMatchObject(headers);
  });

  it("are requested only when they are read", async () => {
    const server = await linkedPages((page) => `?page=${page}`);
    for await (const page of paginate(open(server), "/list")) if ((await page.json()) === 2) break;
    expect(server.requests).toHaveLength(2);
  });
});

const cursorOf = async (response: HttpResponse): Promise<string | undefined> =>
  ((await response.json()) as { readonly cursor?: string }).cursor;

describe("pages by", () => {
  const cursors = ["a b", "c&d", undefined];
  const serveCursors = (): Promise<Loopback> => serve((_request, count) => ({ body: { cursor: cursors[count - 1] } }));
  const byParam = async (response: HttpResponse): Promise<NextPage | undefined> => {
    const cursor = await cursorOf(response);
    return cursor === undefined ? undefined : { params: { cursor } };
  };

  it("cursor set a parameter over those of the call", async () => {
    const server = await serveCursors();
    await collect(paginate(open(server), "/list?kind=a", { params: { size: 2, cursor: "" }, next: byParam }));
    expect(server.requests.map(({ url }) => url)).toEqual([
      "/list?kind=a&size=2&cursor=",
      "/list?kind=a&size=2&cursor=a+b",
      "/list?kind=a&size=2&cursor=c%26d",
    ]);
  });

  it("cursor in the body keep method and headers", async () => {
    const server = await serveCursors();
    const next = async (response: HttpResponse): Promise<NextPage | undefined> => {
      const cursor = await cursorOf(response);
      return cursor === undefined ? undefined : { json: { size: 2, cursor } };
    };
    await collect(
      paginate(open(server), "/list", { method: "POST", json: { size: 2 }, headers: { "x-a": "b" }, next }),
    );
    expect(server.requests.map(({ method, headers, body }) => [method, headers["x-a"], body.toString()])).toEqual([
      ["POST", "b", '{"size":2}'],
      ["POST", "b", '{"size":2,"cursor":"a b"}'],
      ["POST", "b", '{"size":2,"cursor":"c&d"}'],
    ]);
  });

  it("range set a header over those of the call and the session", async () => {
    const server = await serve((_request, count) => ({ status: count < 3 ? 206 : 200, body: count }));
    const next = ({ status }: HttpResponse): NextPage | undefined =>
      status === 206 ? { headers: { Range: `items=${server.requests.length * 10}-` } } : undefined;
    const session = open(server, { headers: { "x-a": "session" } });
    expect(await collect(paginate(session, "/list", { headers: { range: "items=0-", "x-a": null }, next }))).toEqual([
      1, 2, 3,
    ]);
    expect(server.requests.map(({ headers }) => [headers.range, headers["x-a"]])).toEqual([
      ["items=0-", undefined],
      ["items=10-", undefined],
      ["items=20-", undefined],
    ]);
  });

  it("URL object, and end with null", async () => {
    const server = await serve((_request, count) => ({ body: count }));
    const ends: readonly unknown[] = [new URL(`${server.url}/b`), null];
    const next = (): undefined => ends[server.requests.length - 1] as undefined;
    expect(await collect(paginate(open(server), "/a", { next }))).toEqual([1, 2]);
    expect(server.requests.map(({ url }) => url)).toEqual(["/a", "/b"]);
  });
});

describe("each page", () => {
  it("goes through login and retries", async () => {
    const server = await serve(({ url, headers }, count) => {
      if (headers.authorization !== "Bearer 2" && count > 1 && count < 4) return { status: 401 };
      if (count === 4) return { status: 503 };
      return { body: count, ...(url.includes("page=2") ? {} : { link: '<?page=2>; rel="next"' }) };
    });
    let logins = 0;
    const auth = {
      name: "counted",
      origins: [server.url],
      secrets: { headers: ["authorization"] },
      identity: () => ({ principal: "a", secret: new Secret(server.url) }),
      acquire: async () => ({ value: `${++logins}` }),
      apply: (request: HttpRequest, token: string) => request.with({ headers: { authorization: `Bearer ${token}` } }),
    };
    const session = open(server, { auth, retry: { baseDelayMs: 1 } });
    expect(await collect(paginate(session, "/list"))).toHaveLength(2);
    expect(logins).toBe(2);
  });

  it.each([404, 500])("that fails with %d ends the list with its error, after the pages before", async (status) => {
    const server = await serve((_request, count) =>
      count < 2 ? { body: 1, link: "<?page=2>; rel=next" } : { status },
    );
    const bodies: unknown[] = [];
    const read = async (): Promise<void> => {
      for await (const page of paginate(open(server), "/list")) bodies.push(await page.json());
    };
    expect(await failure(read())).toMatchObject({
      code: "HTTP_STATUS",
      status,
      url: expect.stringContaining("/list?page="),
    });
    expect(bodies).toEqual([1]);
  });
});

describe("a list without end", () => {
  it.each([
    ["a page that names itself", (_page: number) => "<?page=2>; rel=next", 2],
    ["a first page that names itself", () => "</list>; rel=next", 1],
    ["two pages that name each other", (page: number) => `<?page=${(page + 1) % 2}>; rel=next`, 3],
  ])("of %s is a PAGE_LOOP", async (_title, link, pages) => {
    const server = await serve((_request, count) => ({ link: link(count) }));
    const error = await failure(collect(paginate(open(server), "/list")));
    expect(error).toMatchObject({ name: "PageError", code: "PAGE_LOOP" });
    expect(isPageError(error)).toBe(true);
    expect(server.requests).toHaveLength(pages);
  });

  it("of a cursor that comes again is a PAGE_LOOP", async () => {
    const server = await serve(() => ({}));
    const next = (): NextPage => ({ params: { cursor: "same" } });
    expect(await failure(collect(paginate(open(server), "/list", { next })))).toMatchObject({ code: "PAGE_LOOP" });
    expect(server.requests).toHaveLength(2);
  });

  it("of new pages ends at maxPages", async () => {
    const server = await serve((_request, count) => ({ link: `<?page=${count + 1}&token=secret-canary>; rel=next` }));
    const error = await failure(collect(paginate(open(server), "/list", { maxPages: 3 })));
    expect(error).toMatchObject({
      name: "PageError",
      code: "PAGE_LIMIT",
      message: expect.stringContaining("maxPages"),
    });
    expect(String(error)).not.toContain("canary");
    expect(server.requests).toHaveLength(3);
  });

  it("that has exactly maxPages is none", async () => {
    const server = await linkedPages((page) => `?page=${page}`);
    expect(await collect(paginate(open(server), "/list", { maxPages: 3 }))).toEqual([1, 2, 3]);
  });
});

describe("a next page on another origin", () => {
  const own = { headers: { "x-api-key": "key-canary", "x-other": "own-canary" }, params: { key: "param-canary" } };

  interface Lead {
    readonly result: unknown;
    readonly server: Loopback;
    readonly elsewhere: Loopback;
  }

  /** Reads a list whose second page is elsewhere. The options get the origins of both. */
  async function lead(
    options: (origins: readonly string[]) => PaginateOptions,
    sessionOptions: (origins: readonly string[]) => object = () => ({}),
  ): Promise<Lead> {
    const elsewhere = await serve(() => ({ body: "elsewhere" }));
    const server = await serve(() => ({ body: "here", link: `<${elsewhere.url}/list?page=2>; rel=next` }));
    const origins = [server.url, elsewhere.url];
    const pages = paginate(open(server, sessionOptions(origins)), `${server.url}/list`, options(origins));
    const result = await collect(pages).catch((error: unknown) => error);
    return { result, server, elsewhere };
  }

  it.each<[string, (origins: readonly string[]) => object]>([
    ["a session with a base URL", () => ({})],
    ["a session that may send to any host", () => ({ baseUrl: undefined })],
    ["a session that may send there", (hosts) => ({ hosts })],
  ])("is not requested by %s", async (_title, sessionOptions) => {
    const { result, server, elsewhere } = await lead(() => own, sessionOptions);
    expect(result).toMatchObject({
      name: "PageError",
      code: "PAGE_REFUSED",
      message: expect.stringContaining("hosts"),
    });
    expect(server.requests).toHaveLength(1);
    expect(elsewhere.requests).toEqual([]);
  });

  it("gets nothing of the call if hosts allows it, and no credential of the session", async () => {
    const session = (): object => ({ headers: { authorization: "Basic canary" } });
    const { result, elsewhere } = await lead((hosts) => ({ ...own, hosts }), session);
    expect(result).toEqual(["here", "elsewhere"]);
    expect(JSON.stringify(elsewhere.requests)).not.toContain("canary");
  });

  it("gets what next sets for it", async () => {
    const elsewhere = await serve(() => ({}));
    const server = await serve(() => ({}));
    const ends: readonly NextPage[] = [{ url: `${elsewhere.url}/b`, headers: { "x-a": "b" }, params: { c: "d" } }];
    const next = (): NextPage | undefined => ends[server.requests.length + elsewhere.requests.length - 1];
    await collect(paginate(open(server), "/a", { ...own, hosts: [server.url, elsewhere.url], next }));
    expect(elsewhere.requests).toMatchObject([{ url: "/b?c=d", headers: { "x-a": "b" } }]);
    expect(JSON.stringify(elsewhere.requests)).not.toContain("canary");
  });

  it.each([
    ["JSON", { json: { a: 1 } }],
    ["a form", { form: { a: "1" } }],
    ["text", { body: "a" }],
  ])("is not requested with %s", async (_title, body) => {
    const { result, elsewhere } = await lead((hosts) => ({ method: "POST", ...body, hosts }));
    expect(result).toMatchObject({ code: "PAGE_REFUSED" });
    expect(elsewhere.requests).toEqual([]);
  });
});

it.each([
  "http://[",
  "http://a b.example/",
  "\\\\evil.example/",
  "javascript:alert(1)",
  "data:,x",
  "http://user@127.0.0.1/",
])("refuses the next page %j", async (target) => {
  const server = await serve(() => ({ link: `<${target}>; rel=next` }));
  const error = await failure(collect(paginate(open(server), "/list")));
  expect(error).toMatchObject({ code: expect.stringMatching(/^(PAGE_REFUSED|URL_INVALID|URL_NOT_ALLOWED)$/) });
  expect(server.requests).toHaveLength(1);
});

it.each<[unknown, string, string]>([
  [7, "OPTION_INVALID", "next page options"],
  [{ headers: 7 }, "OPTION_INVALID", "headers"],
  [{ params: "a=b" }, "OPTION_INVALID", "params"],
  [{ headers: { "x a": "b" } }, "HEADER_INVALID", "x a"],
  [{ cursor: "a" }, "OPTION_UNKNOWN", '"cursor"'],
])("refuses %j as the next page", async (found, code, words) => {
  const server = await serve(() => ({}));
  const next = (): NextPage => found as NextPage;
  const error = await failure(collect(paginate(open(server), "/list", { next })));
  expect(error).toMatchObject({ name: "InputError", code, message: expect.stringContaining(words) });
  expect(server.requests).toHaveLength(1);
});

it.each<[object, string, string]>([
  [{ maxPages: 0 }, "OPTION_INVALID", "maxPages"],
  [{ maxPages: 1.5 }, "OPTION_INVALID", "maxPages"],
  [{ maxPages: 1_000_001 }, "OPTION_INVALID", "maxPages"],
  [{ next: "link" }, "OPTION_INVALID", "next"],
  [{ stream: true }, "OPTION_INVALID", "stream"],
  [{ page: 1 }, "OPTION_UNKNOWN", '"page"'],
  [{ headers: 7 }, "OPTION_INVALID", "headers"],
])("refuses %j before the network", async (options, code, words) => {
  const server = await serve(() => ({}));
  const attempt = async (): Promise<unknown> => collect(paginate(open(server), "/list", options));
  expect(await failure(attempt())).toMatchObject({ code, message: expect.stringContaining(words) });
  expect(server.requests).toEqual([]);
});

it("reads no option from Object.prototype", async () => {
  const sent = ["things", "things?cursor=b", "linked", "linked?page=2"];
  const requests = sent.map((path) => ["GET", `https://api.example.com/${path}`, expect.any(Array), "no body"]);
  expect(await run()).toEqual(requests);
  const program = new URL("../../support/programs/read-pages.ts", import.meta.url);
  const names = ["next", "maxPages", "stream", "url", "params", "headers", "json", "form", "body", "hosts", "method"];
  expect(await findPrototypeEffects({ program, names })).toEqual([]);
});

describe("a next page whose URL quotes what the call sent as a secret", () => {
  const secret = "cn-7Qm2xV9tLk4Z";

  it.each([
    ["on another origin", () => `https://evil.example/${secret}/x`],
    ["that can't be parsed", () => `http://[${secret}`],
    ["with a user name", (host: string) => `http://user:pw@${host}/${secret}`],
    ["that comes again", (host: string) => `http://${host}/list#${secret}`],
    ["in lower case", () => `https://evil.example/${secret.toLowerCase()}`],
    ["in base64", () => `https://evil.example/${Buffer.from(`x${secret}`).toString("base64url")}`],
  ])("shows none of it in the error: %s", async (_title, link) => {
    const server = await serve(({ headers }) => ({ link: `<${link(headers.host ?? "")}>; rel="next"` }));
    const pages = paginate(open(server), "/list", { headers: { authorization: `Bearer ${secret}` }, maxPages: 3 });
    const error = await failure(collect(pages));
    expect(error).toBeInstanceOf(Error);
    const shown = printedTexts(error).map((text) => text.toLowerCase());
    expect(shown.filter((text) => text.includes("7qm2xv9t"))).toEqual([]);
    const base64 = Buffer.from(`x${secret}`).toString("base64url").slice(4, 12);
    expect(printedTexts(error).filter((text) => text.includes(base64))).toEqual([]);
  });

  it("is the same page as one without a fragment", async () => {
    const server = await serve((_request, count) => ({ link: `</list#${count}>; rel="next"` }));
    expect(await failure(collect(paginate(open(server), "/list")))).toMatchObject({ code: "PAGE_LOOP" });
    expect(server.requests).toHaveLength(1);
  });
});
