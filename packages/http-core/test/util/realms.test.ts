import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { createSession } from "../../src/index.js";
import { memoryTransport } from "../../src/testing/index.js";
import { isAbortSignal, isBytes, isError, isUrl } from "../../src/util/realms.js";

/** A value that a program makes in a realm of its own. */
const foreign = (program: string): unknown => runInNewContext(program);

/** An object of a class that another realm, such as jsdom, has of its own. */
function tagged(tag: string, members: object): object {
  return Object.assign(Object.create({ [Symbol.toStringTag]: tag }) as object, members);
}

/** A signal of a class that another realm has of its own, and what aborts it. */
function foreignSignal(): { readonly signal: AbortSignal; abort(): void } {
  const controller = new AbortController();
  const own = controller.signal;
  const members = {
    aborted: false,
    reason: undefined,
    addEventListener: own.addEventListener.bind(own),
    removeEventListener: own.removeEventListener.bind(own),
  };
  const signal = tagged("AbortSignal", members) as AbortSignal;
  const abort = (): void => {
    Object.assign(signal, { aborted: true, reason: new Error("aborted elsewhere") });
    controller.abort();
  };
  return { signal, abort };
}

const checks = { isAbortSignal, isBytes, isError, isUrl };

describe("a check of a class", () => {
  it.each<[keyof typeof checks, string, unknown]>([
    ["isError", "an error", new TypeError("x")],
    ["isError", "an error of another realm", foreign(`new RangeError("x")`)],
    ["isError", "a DOMException", new DOMException("x", "AbortError")],
    ["isError", "a DOMException of another realm", tagged("DOMException", { message: "x" })],
    ["isBytes", "bytes", new Uint8Array(2)],
    ["isBytes", "a Buffer", Buffer.from("x")],
    ["isBytes", "bytes of another realm", foreign("new Uint8Array(2)")],
    ["isUrl", "a URL", new URL("https://a.example")],
    ["isUrl", "a URL of another realm", tagged("URL", { href: "https://a.example/" })],
    ["isAbortSignal", "a signal", new AbortController().signal],
    ["isAbortSignal", "a signal of another realm", tagged("AbortSignal", { addEventListener: () => {} })],
  ])("%s accepts %s", (check, _, value) => {
    expect(checks[check](value)).toBe(true);
  });

  it.each<[keyof typeof checks, string, unknown]>([
    ["isError", "an object with a message", { message: "x" }],
    ["isError", "a text", "Error"],
    ["isBytes", "other numbers of another realm", foreign("new Uint16Array(2)")],
    ["isBytes", "an object that says it is bytes", tagged("Uint8Array", { length: 2 })],
    ["isBytes", "an array", [1, 2]],
    ["isUrl", "a text", "https://a.example"],
    ["isUrl", "an object that says it is a URL", tagged("URL", {})],
    ["isAbortSignal", "an object with the same members", { aborted: false, addEventListener: () => {} }],
    ["isAbortSignal", "null", null],
  ])("%s refuses %s", (check, _, value) => {
    expect(checks[check](value)).toBe(false);
  });
});

describe("a session", () => {
  it("takes a URL, a body and a signal of another realm", async () => {
    const transport = memoryTransport(() => 204);
    const session = createSession({ baseUrl: tagged("URL", { href: "https://a.example/v1/" }) as URL, transport });
    const body = foreign("new Uint8Array([104, 105])") as Uint8Array;
    const { status } = await session.post("things", { body, signal: foreignSignal().signal });
    expect(status).toBe(204);
    expect(transport.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      "POST https://a.example/v1/things",
    ]);
  });

  it("ends a call with a signal of another realm, also with one that has aborted already", async () => {
    const transport = memoryTransport(() => new Promise(() => {}));
    const session = createSession({ baseUrl: "https://a.example", transport });
    const { signal, abort } = foreignSignal();
    const call = session.get("/", { signal });
    abort();
    await expect(call).rejects.toMatchObject({ code: "ABORTED" });
    await expect(session.get("/", { signal })).rejects.toMatchObject({ code: "ABORTED" });
  });

  it("masks secrets in an error of another realm", async () => {
    const failing = (): never => {
      throw foreign(`new Error("refused k3y-of-nobody")`);
    };
    const transport = memoryTransport(failing);
    const session = createSession({
      baseUrl: "https://a.example",
      transport,
      headers: { authorization: "k3y-of-nobody" },
    });
    const failure: unknown = await session.get("/").catch((error: unknown) => error);
    expect(String((failure as Error).message)).not.toContain("k3y-of-nobody");
    expect(isError(failure)).toBe(true);
  });
});
