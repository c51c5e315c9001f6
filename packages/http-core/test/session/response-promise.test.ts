import { describe, expect, expectTypeOf, it } from "vitest";
import { createSession, type HttpResponse, type Session, type StandardSchema } from "../../src/index.js";
import { memoryTransport } from "../../src/testing/index.js";

const baseUrl = "https://api.example.com";

interface Thing {
  readonly name: string;
}

const thing: StandardSchema<Thing> = {
  "~standard": {
    version: 1,
    vendor: "test",
    validate: (value) =>
      typeof (value as Partial<Thing>).name === "string"
        ? { value: { name: (value as Thing).name } }
        : { issues: [{ message: "a name is needed", path: ["name"] }] },
  },
};

function open(body: object | string = { name: "a", more: true }, status = 200): Session {
  return createSession({ baseUrl, transport: memoryTransport(() => ({ status, body })) });
}

const calls: readonly (readonly [string, (session: Session) => ReturnType<Session["request"]>])[] = [
  ["request", (session) => session.request("/")],
  ["get", (session) => session.get("/")],
  ["options", (session) => session.options("/")],
  ["post", (session) => session.post("/")],
  ["put", (session) => session.put("/")],
  ["patch", (session) => session.patch("/")],
  ["delete", (session) => session.delete("/")],
];

describe.each(calls)("the promise of %s", (_, call) => {
  it("reads the body", async () => {
    const text = '{"name":"a","more":true}';
    expect(await call(open()).json()).toEqual({ name: "a", more: true });
    expect(await call(open()).text()).toBe(text);
    expect(Buffer.from(await call(open()).bytes()).toString()).toBe(text);
  });
});

describe("the promise of a call", () => {
  it("is the promise of its response all the same", async () => {
    const call = open().get("/");
    expect(call).toBeInstanceOf(Promise);
    const response = await call;
    expect(response.status).toBe(200);
    expect([await call.json(), await call.text()]).toEqual([await response.json(), await response.text()]);
  });

  it("checks the body by a schema", async () => {
    expect(await open().get("/").json(thing)).toEqual({ name: "a" });
    await expect(open({ name: 5 }).get("/").json(thing)).rejects.toMatchObject({ code: "BODY_SCHEMA" });
  });

  it("fails as the call does, once, with nothing left unhandled", async () => {
    for (const read of ["json", "text", "bytes"] as const) {
      await expect(open({ message: "no" }, 404).get("/")[read]()).rejects.toMatchObject({ status: 404 });
    }
    await expect(
      open()
        .get("/", { retry: 0 } as never)
        .json(),
    ).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });

  it("fails as the body does", async () => {
    await expect(open("<html>").get("/").json()).rejects.toMatchObject({ code: "BODY_NOT_JSON" });
    await expect(open().head("/").json()).rejects.toMatchObject({ code: "BODY_EMPTY" });
  });

  it("reads a streamed body, unless it was read as a stream", async () => {
    const call = open().get("/", { stream: true });
    expect(await call.json()).toEqual({ name: "a", more: true });
    const other = open().get("/", { stream: true });
    for await (const chunk of (await other).chunks()) expect(chunk.length).toBeGreaterThan(0);
    await expect(other.text()).rejects.toMatchObject({ code: "BODY_USED" });
  });

  it("is typed by the schema, or by what the caller expects", () => {
    const session = open();
    const typed = (): readonly unknown[] => {
      const call = session.get("/");
      return [call.json(), call.json<Thing>(), call.json(thing)];
    };
    expect(typed).toBeTypeOf("function");
    expectTypeOf(session.get).returns.toExtend<Promise<HttpResponse>>();
    expectTypeOf(() => session.get("/").json()).returns.toEqualTypeOf<Promise<unknown>>();
    expectTypeOf(() => session.get("/").json<Thing>()).returns.toEqualTypeOf<Promise<Thing>>();
    expectTypeOf(() => session.get("/").json(thing)).returns.toEqualTypeOf<Promise<Thing>>();
    expectTypeOf(async () => (await session.get("/")).json<Thing>()).returns.toEqualTypeOf<Promise<Thing>>();
  });
});
