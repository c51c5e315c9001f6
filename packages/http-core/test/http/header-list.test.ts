import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HeaderList, toRaw } from "../../src/http/header-list.js";
import { toWireHeaders } from "../../src/http/headers.js";
import { createRequest, createResponse, createSession, type AuthScheme, type Middleware } from "../../src/index.js";
import { manualClock, memoryTransport } from "../../src/testing/index.js";

const name = fc.constantFrom("accept", "Accept", "X-One", "x-one", "Set-Cookie", "set-cookie", "cookie");
const value = fc.string({ unit: fc.constantFrom("a", "b", " ", ",", "=", "é") }).map((text) => `v${text.trim()}`);
/** No headers, some, and many. */
const prefilled = [0, 30, 200].map((count) =>
  Array.from({ length: count }, (_, index): [string, string] => [`x-${index}`, String(index)]),
);
const step = fc.record({ kind: fc.constantFrom("set", "append", "delete"), name, value });

function apply(
  headers: HeaderList | Headers,
  { kind, name: key, value: text }: { kind: string; name: string; value: string },
): void {
  if (kind === "set") headers.set(key, text);
  else if (kind === "append") headers.append(key, text);
  else headers.delete(key);
}

function sorted(headers: Iterable<[string, string]>): readonly [string, string][] {
  return [...headers].sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
}

describe("the headers a session works with", () => {
  it("answer as the platform's own do, whatever is done to them", () => {
    fc.assert(
      fc.property(fc.constantFrom(...prefilled), fc.array(step), name, (before, steps, asked) => {
        const [list, platform] = [HeaderList.fromRaw(before.flat()), new Headers(before)];
        for (const each of steps) {
          apply(list, each);
          apply(platform, each);
        }
        expect(sorted(list)).toEqual([...platform]);
        expect(list.get(asked)).toBe(platform.get(asked));
        expect(list.has(asked)).toBe(platform.has(asked));
        expect(list.getSetCookie()).toEqual(platform.getSetCookie());
        expect(sorted(HeaderList.over(platform).copy())).toEqual([...platform]);
        expect([...list.headers]).toEqual([...platform]);
      }),
    );
  });

  it("are the same set at once as one after another", () => {
    const change = fc.tuple(
      name.map((text) => text.toLowerCase()),
      fc.option(value),
    );
    const changes = fc.uniqueArray(change, { selector: ([key]) => key });
    fc.assert(
      fc.property(
        fc.constantFrom(...prefilled),
        fc.array(step),
        changes,
        fc.boolean(),
        (before, steps, after, exposed) => {
          const [atOnce, oneByOne] = [HeaderList.fromRaw(before.flat()), HeaderList.fromRaw(before.flat())];
          for (const list of [atOnce, oneByOne]) for (const each of steps) apply(list, each);
          if (exposed) expect(atOnce.headers).toBe(atOnce.headers);
          atOnce.setAll(new Map(after));
          for (const [key, text] of after) {
            if (text === null) oneByOne.delete(key);
            else oneByOne.set(key, text);
          }
          expect(sorted(atOnce)).toEqual(sorted(oneByOne));
        },
      ),
    );
  });

  it("keep the place of a header that is set again with others", () => {
    const list = HeaderList.fromRaw(["a", "1", "b", "2", "c", "3"]);
    list.setAll(
      new Map([
        ["d", "4"],
        ["b", "5"],
        ["a", null],
      ]),
    );
    expect([...list]).toEqual([
      ["b", "5"],
      ["c", "3"],
      ["d", "4"],
    ]);
  });

  it("read what the platform's constructor reads", () => {
    const pair = fc.tuple(
      name,
      value.map((text) => `\t${text} `),
    );
    fc.assert(
      fc.property(fc.array(pair), (pairs) => {
        expect(sorted(toWireHeaders(pairs))).toEqual([...new Headers(pairs)]);
        const record = Object.fromEntries(pairs);
        expect(sorted(toWireHeaders(record))).toEqual([...new Headers(record)]);
      }),
    );
  });

  it.each(["a\nb", "a\rb", "a\0b", "ł"])("refuse a value that no header can carry, and don't show it", (text) => {
    expect(() => toWireHeaders({ "x-key": `hunter2${text}` })).toThrow(
      "Header x-key has a character that no header can carry",
    );
  });

  it("are the same read from a parser's record as from its raw list", () => {
    const raw = [
      "Content-Type",
      "a",
      "x-one",
      "1",
      "X-One",
      "2",
      "Set-Cookie",
      "a=1",
      "Set-Cookie",
      "b=2",
      "set-cookie2",
      "c",
    ];
    const record = {
      "content-type": "a",
      "x-one": ["1", "2"],
      "set-cookie": ["a=1", "b=2"],
      "set-cookie2": "c",
      gone: undefined,
    };
    expect(sorted(HeaderList.fromParsed(record))).toEqual(sorted(HeaderList.fromRaw(raw)));
    expect(HeaderList.fromParsed({ "set-cookie": ["a=1"] }).getSetCookie()).toEqual(["a=1"]);
    expect(HeaderList.fromParsed(Object.fromEntries([["__proto__", "x"]])).get("__proto__")).toBe("x");
  });

  it("answer as the platform's own do once these have been read, and count their changes", () => {
    fc.assert(
      fc.property(fc.array(step), fc.array(step), name, (before, after, asked) => {
        const [list, platform] = [new HeaderList(), new Headers()];
        for (const each of before) [list, platform].forEach((headers) => apply(headers, each));
        const exposed = list.headers;
        expect(list.headers).toBe(exposed);
        for (const [index, each] of after.entries()) {
          apply(index % 2 === 0 ? list : exposed, each);
          apply(platform, each);
        }
        expect([...list]).toEqual([...platform]);
        expect([list.get(asked), list.has(asked)]).toEqual([platform.get(asked), platform.has(asked)]);
        expect(list.getSetCookie()).toEqual(platform.getSetCookie());
      }),
    );
  });

  it("of a change are set over those that are there, and null removes one", () => {
    const request = createRequest({
      method: "GET",
      url: "https://a.example/",
      headers: { a: "1", b: "2", c: ["3", "4"], d: null, e: undefined },
    });
    expect([...request.headers]).toEqual([
      ["a", "1"],
      ["b", "2"],
      ["c", "3, 4"],
    ]);
    const changed = request.with({ headers: { A: "5", b: null, c: undefined } });
    expect([...changed.headers]).toEqual([
      ["a", "5"],
      ["c", "3, 4"],
    ]);
    expect(request.headers.get("b")).toBe("2");
  });

  it("don't show a change of a copy in the list it was made from", () => {
    const list = HeaderList.fromRaw(["a", "1"]);
    list.append("set-cookie", "b=2");
    const copy = list.copy();
    copy.set("a", "2");
    copy.append("set-cookie", "c=3");
    expect([...list]).toEqual([
      ["a", "1"],
      ["set-cookie", "b=2"],
    ]);
  });
});

describe("headers that somebody asked for", () => {
  it("count from then on as they are", async () => {
    const changing: Middleware = (next) => ({
      send: (request, context) => {
        request.headers.set("x-changed", "1");
        return next.send(request, context);
      },
    });
    const transport = memoryTransport(({ headers }) => ({ body: { changed: headers.get("x-changed") } }));
    await using session = createSession({ baseUrl: "https://a.example", transport, middleware: [changing] });
    expect(await (await session.get("/")).json()).toEqual({ changed: "1" });
  });

  it("of a session are sent with every later call", async () => {
    const transport = memoryTransport(({ headers }) => ({
      body: { one: headers.get("x-one"), two: headers.get("x-two") },
    }));
    await using session = createSession({ baseUrl: "https://a.example", transport, headers: { "x-one": "1" } });
    await session.get("/");
    session.headers.set("x-two", "2");
    session.headers.delete("x-one");
    expect(await (await session.get("/")).json()).toEqual({ one: null, two: "2" });
  });

  it("changed by a scheme leave no trace on the next attempt", async () => {
    const scheme: AuthScheme = {
      name: "appending",
      origins: ["https://a.example"],
      secrets: {},
      identity: () => ({ principal: "a", secret: { reveal: () => "s", fingerprint: () => "f" } as never }),
      apply: (request) => {
        request.headers.append("x-attempt", "1");
        return request;
      },
    };
    const seen: (string | null)[] = [];
    const transport = memoryTransport(({ headers }) => {
      seen.push(headers.get("x-attempt"));
      return seen.length < 3 ? 503 : 200;
    });
    const clock = manualClock();
    await using session = createSession({ baseUrl: "https://a.example", transport, auth: scheme, clock });
    const answer = session.get("/");
    await clock.advance(10_000);
    await clock.advance(10_000);
    await answer;
    expect(seen).toEqual(["1", "1", "1"]);
  });

  it("are the platform's own, for requests, responses and sessions", () => {
    const request = createRequest({ method: "GET", url: "https://a.example/", headers: new Headers({ a: "1" }) });
    expect(request.with({ headers: { b: "2" } }).headers).toEqual(new Headers({ a: "1", b: "2" }));
    expect(createResponse({ status: 200, url: "https://a.example/", headers: new Headers() }).headers).toBeInstanceOf(
      Headers,
    );
    expect(createSession({ headers: { a: "1" } }).headers).toBeInstanceOf(Headers);
  });
});

describe("headers that are handed on", () => {
  it("stay the same as names and values in turn, and as pairs", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value)), (pairs) => {
        const headers = new Headers(pairs);
        expect([...HeaderList.fromPairs(headers)]).toEqual([...headers]);
        expect(sorted(HeaderList.fromRaw(toRaw(headers)))).toEqual([...headers]);
      }),
    );
  });
});
