import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, expectTypeOf, it } from "vitest";
import type { StandardSchema } from "@org/http-core";
import type { ArmorPage, ArmorPages, PageOptions } from "../../src/index.js";
import type { StubResponse, Received } from "../support/armor-server.js";
import { transports } from "../support/transports.js";
import { V1Service } from "../support/v1-service.js";

/** How much of the protocol a server implements. */
interface Paging {
  readonly total: number;
  readonly contentRange: boolean;
  /** The most entries of a response, whatever the request asks for. */
  readonly cap: number;
  readonly beyondEnd: 416 | "empty";
  readonly lastStatus: 200 | 206;
}

function servePages({ total, contentRange, cap, beyondEnd, lastStatus }: Paging): (request: Received) => StubResponse {
  return ({ headers }) => {
    const [, from, to, max] = (/^entities=(\d+)-(\d+); max=(\d+)$/.exec(headers.range ?? "") ?? []).map(Number);
    if (from === undefined || to === undefined || max === undefined) return { status: 400 };
    if (from >= total && (total > 0 || from > 0)) return beyondEnd === 416 ? { status: 416 } : { body: [] };
    const items = Array.from({ length: Math.min(to - from + 1, max, cap, total - from) }, (_, at) => ({
      id: from + at,
    }));
    const isAll = from + items.length >= total;
    const range = `entities ${from}-${from + items.length - 1}/${total}`;
    return {
      status: isAll ? lastStatus : 206,
      body: items,
      ...(contentRange && items.length > 0 ? { headers: { "content-range": range } } : {}),
    };
  };
}

/** A schema of entries with a valid id; it makes text of them. */
function entryOf(isValid: (id: number) => boolean): StandardSchema<string> {
  const validate = (value: unknown): ReturnType<StandardSchema<string>["~standard"]["validate"]> => {
    const { id } = value as { id: number };
    return isValid(id) ? { value: `entry ${id}` } : { issues: [{ message: "is not valid", path: ["id"] }] };
  };
  return { "~standard": { version: 1, vendor: "test", validate } };
}

describe.each(transports)("pages over $name", ({ make }) => {
  let service: V1Service;
  beforeEach(async () => void (service = await V1Service.start(make)));
  afterEach(() => service.stop());

  async function all(options?: PageOptions): Promise<readonly ArmorPage[]> {
    const api = await service.api();
    const pages: ArmorPage[] = [];
    for await (const page of api.pages("/list", options)) pages.push(page);
    return pages;
  }
  const ids = (pages: readonly ArmorPage[]): unknown[] =>
    pages.flatMap(({ items }) => items.map((item) => (item as { id: number }).id));
  const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

  it("asks for the documented ranges, with token and account", async () => {
    service.server.on(
      "GET /list",
      servePages({ total: 25, contentRange: true, cap: 99, beyondEnd: 416, lastStatus: 206 }),
    );
    const pages = await all({ pageSize: 10 });
    expect(service.server.to("GET /list").map(({ headers }) => headers.range)).toEqual([
      "entities=0-10; max=10",
      "entities=10-20; max=10",
      "entities=20-30; max=10",
    ]);
    expect(service.server.to("GET /list")[0]?.headers["x-account-context"]).toBe("1234");
    expect(pages.map(({ offset, total, items }) => [offset, total, items.length])).toEqual([
      [0, 25, 10],
      [10, 25, 10],
      [20, 25, 5],
    ]);
  });

  it("yields every entry once, in order, however a server pages", async () => {
    const paging = fc.record({
      total: fc.nat({ max: 40 }),
      contentRange: fc.boolean(),
      cap: fc.integer({ min: 1, max: 12 }),
      beyondEnd: fc.constantFrom<416 | "empty">(416, "empty"),
      lastStatus: fc.constantFrom<200 | 206>(200, 206),
    });
    const api = await service.api();
    await fc.assert(
      fc.asyncProperty(paging, fc.integer({ min: 1, max: 15 }), async (server, pageSize) => {
        service.server.on("GET /list", servePages(server));
        const pages: ArmorPage[] = [];
        for await (const page of api.pages("/list", { pageSize })) pages.push(page);
        expect(ids(pages)).toEqual(upTo(server.total));
      }),
      { numRuns: 60 },
    );
  });

  it("yields entries one by one, and requests no page that is not read", async () => {
    service.server.on(
      "GET /list",
      servePages({ total: 25, contentRange: true, cap: 99, beyondEnd: 416, lastStatus: 206 }),
    );
    const api = await service.api();
    const pages = api.pages("/list", { pageSize: 10 });
    const read: unknown[] = [];
    for await (const item of pages.items()) read.push(item);
    expect(read).toEqual(upTo(25).map((id) => ({ id })));
    expect(service.server.to("GET /list")).toHaveLength(3);
    // Each use reads the list from the start.
    for await (const item of pages.items()) if ((item as { id: number }).id === 12) break;
    expect(service.server.to("GET /list")).toHaveLength(5);
  });

  it("checks each entry by the schema, whose type it has", async () => {
    service.server.on("GET /list", () => ({ body: [{ id: 1 }, { id: 2 }] }));
    const api = await service.api();
    const pages = api.pages("/list", { schema: entryOf((id) => id > 0) });
    const read: string[] = [];
    for await (const item of pages.items()) read.push(item);
    for await (const page of pages) read.push(...page.items);
    expect(read).toEqual(["entry 1", "entry 2", "entry 1", "entry 2"]);
    expectTypeOf(pages).toEqualTypeOf<ArmorPages<string>>();
    expectTypeOf(api.pages("/list")).toEqualTypeOf<ArmorPages>();
  });

  it("names the entry that does not fit the schema", async () => {
    service.server.on(
      "GET /list",
      servePages({ total: 25, contentRange: false, cap: 99, beyondEnd: 416, lastStatus: 200 }),
    );
    const api = await service.api();
    const items = api.pages("/list", { pageSize: 10, schema: entryOf((id) => id < 17) }).items();
    const read: string[] = [];
    const readAll = async (): Promise<void> => {
      for await (const item of items) read.push(item);
    };
    const message = expect.stringContaining("items.17.id: is not valid");
    await expect(readAll()).rejects.toMatchObject({ code: "BODY_SCHEMA", message });
    expect(read).toHaveLength(10);
  });

  it("goes through a login on every page", async () => {
    const serve = servePages({ total: 25, contentRange: true, cap: 99, beyondEnd: 416, lastStatus: 206 });
    service.server.on("GET /list", (request) => {
      const { status } = service.guarded(request, {});
      return status === 401 ? { status } : serve(request);
    });
    const api = await service.api();
    const pages: ArmorPage[] = [];
    for await (const page of api.pages("/list", { pageSize: 10 })) {
      pages.push(page);
      if (pages.length === 1) service.revoke();
    }
    expect(ids(pages)).toEqual(upTo(25));
    expect(service.passwordPosts).toBe(2);
  });

  it.each(["data", "items"])("finds a list under %s", async (name) => {
    service.server.on("GET /list", () => ({ body: { total: 1, [name]: [{ id: 0 }] } }));
    expect(ids(await all())).toEqual([0]);
  });

  it.each([["text"], [{ list: [] }], ["<html></html>"], [7]])("refuses the response %j", async (body) => {
    service.server.on("GET /list", () => ({ body }));
    await expect(all()).rejects.toMatchObject({ code: "ARMOR_PAGE_INVALID" });
  });

  it("ends at once for an empty list, and for no content", async () => {
    service.server.on("GET /list", () => ({ status: 416 }));
    expect(await all()).toEqual([]);
    service.server.on("GET /list", () => ({ status: 204 }));
    expect(await all()).toEqual([]);
    expect(service.server.to("GET /list")).toHaveLength(2);
  });

  it("stops when a server ignores the range", async () => {
    service.server.on("GET /list", () => ({ status: 206, body: [{ id: 0 }, { id: 1 }] }));
    await expect(all()).rejects.toMatchObject({ code: "ARMOR_PAGE_LOOP" });
    expect(service.server.to("GET /list")).toHaveLength(2);
  });

  it("stops when a server sends another range", async () => {
    service.server.on("GET /list", () => ({
      status: 206,
      body: [{ id: 0 }],
      headers: { "content-range": "entities 0-0/9" },
    }));
    await expect(all()).rejects.toMatchObject({ code: "ARMOR_PAGE_LOOP" });
    expect(service.server.to("GET /list")).toHaveLength(2);
  });

  it("stops at maxPages", async () => {
    let id = 0;
    service.server.on("GET /list", () => ({ status: 206, body: [{ id: id++ }] }));
    await expect(all({ maxPages: 3 })).rejects.toMatchObject({ code: "ARMOR_PAGE_LIMIT" });
    expect(service.server.to("GET /list")).toHaveLength(3);
  });

  it("requests no page that is not read", async () => {
    service.server.on(
      "GET /list",
      servePages({ total: 99, contentRange: true, cap: 99, beyondEnd: 416, lastStatus: 206 }),
    );
    const api = await service.api();
    for await (const page of api.pages("/list", { pageSize: 5 })) if (page.offset === 5) break;
    expect(service.server.to("GET /list")).toHaveLength(2);
  });

  it("sends X-Range, headers and parameters if the options say so", async () => {
    service.server.on("GET /list", () => ({ body: [] }));
    await all({ rangeHeader: "X-Range", pageSize: 10, headers: { "x-team": "blue" }, params: { q: "a b" } });
    const [request] = service.server.to("GET /list");
    expect(request?.headers).toMatchObject({ "x-range": "entities=0-10; max=10", "x-team": "blue" });
    expect(request?.headers.range).toBeUndefined();
    expect(request?.query.get("q")).toBe("a b");
  });

  it.each([{ pageSize: 0 }, { pageSize: 1.5 }, { maxPages: 0 }, { size: 10 }])(
    "refuses %j before the network",
    async (options) => {
      await expect(all(options as PageOptions)).rejects.toMatchObject({ code: expect.stringMatching(/^OPTION_/) });
      expect(service.server.to("GET /list")).toHaveLength(0);
    },
  );

  it("throws the error that the service sends", async () => {
    service.server.on("GET /list", () => ({ status: 403, body: { message: "No permission" } }));
    await expect(all()).rejects.toMatchObject({ code: "HTTP_STATUS", serverMessage: "No permission" });
  });
});
