import { runInNewContext } from "node:vm";
import { Secret } from "@org/http-core";
import { describe, expect, it } from "vitest";
import { signRequest, type LinuxLinkParams, type SignRequestInput } from "../../src/index.js";
import { thrownBy } from "../support/errors.js";

const base = {
  method: "GET",
  resource: "/x",
  email: "user@example.com",
  key: "secret-key",
  baseUrl: "https://vigiles.lynx.com",
} as const;

function sign(params: LinuxLinkParams, change: Partial<SignRequestInput> = {}): ReturnType<typeof signRequest> {
  return signRequest({ ...base, params, ...change });
}

describe("values are written as in Python", () => {
  it.each([
    [true, "True"],
    [false, "False"],
    [7.5, "7.5"],
    [10, "10"],
    [-0, "0"],
    [0.0001, "0.0001"],
    [0.00001234, "1.234e-05"],
    [1e-7, "1e-07"],
    [-2.5e-120, "-2.5e-120"],
    [5e-324, "5e-324"],
    [0.1 + 0.2, "0.30000000000000004"],
    [1234567.891, "1234567.891"],
    [123456789012345678901234567890n, "123456789012345678901234567890"],
    [-1n, "-1"],
  ])("%s as %s", (value, text) => {
    expect(sign({ a: value }).hmac_msg).toBe(`GET/xa=${text}&email=user@example.com`);
    expect(sign({ a: value }).url).toBe(`https://vigiles.lynx.com/x?a=${text}&email=user%40example.com`);
  });

  it("sorts a list of numbers by value, bigints among them", () => {
    const signed = sign({ n: [10, 9.5, 9n, -1, 100n] });
    expect(signed.hmac_msg).toBe("GET/xemail=user@example.com&n=-1&n=9&n=9.5&n=10&n=100");
    expect(signed.url).toMatch(/&n=10&n=9.5&n=9&n=-1&n=100$/);
  });

  it("sorts a list of booleans with False first", () => {
    expect(sign({ n: [true, false] }).hmac_msg).toBe("GET/xemail=user@example.com&n=False&n=True");
  });
});

describe("null and undefined", () => {
  it.each(["GET", "POST"])("are neither signed nor sent in %s", (method) => {
    const given = sign({ a: null, b: undefined, c: "" }, { method });
    expect(given).toEqual(sign({ c: "" }, { method }));
    expect(given.hmac_msg).toBe(`${method}/xc=&email=user@example.com`);
  });

  it("does not let the parameter email remove the account's address", () => {
    expect(sign({ email: null }).hmac_msg).toBe("GET/xemail=user@example.com");
  });
});

describe("a value that can't be signed unambiguously is refused by name", () => {
  it.each([
    ["a map", { a: 1 }],
    ["a nested list", [["x"]]],
    ["null in a list", ["x", null]],
    ["undefined in a list", [undefined]],
    ["text and numbers in one list", ["1", 1]],
    ["booleans and numbers in one list", [true, 1]],
    ["half of a surrogate pair", "\ud83d"],
    ["half of a surrogate pair in a list", ["ok", "\ude00"]],
    ["NaN", Number.NaN],
    ["Infinity", Number.POSITIVE_INFINITY],
    ["an unsafe integer", 2 ** 53],
    ["a float too large to have a fraction", 1e21],
    ["bytes", new Uint8Array([97])],
    ["a symbol", Symbol("s")],
    ["a function", () => "x"],
    ["a date", new Date(0)],
    ["a Secret", new Secret("hidden-value")],
  ])("%s", (_, value) => {
    const error = thrownBy(() => sign({ culprit: value } as unknown as LinuxLinkParams));
    expect(error).toMatchObject({ code: "PARAM_INVALID", param: "culprit" });
    expect(error.message).toContain('"culprit"');
    expect(error.message).not.toContain("hidden-value");
  });

  it("a name with half of a surrogate pair", () => {
    expect(thrownBy(() => sign({ "\ud83d": "x" })).code).toBe("PARAM_INVALID");
  });

  it.each([
    ["a Map", new Map([["a", "1"]])],
    ["a list", ["a"]],
    ["an instance of a class", new URLSearchParams("a=1")],
    ["text", "a=1"],
    ["a number", 1],
  ])("%s instead of the parameters", (_, params) => {
    expect(thrownBy(() => sign(params as unknown as LinuxLinkParams)).code).toBe("PARAM_INVALID");
  });
});

describe("unusual objects", () => {
  it("counts only own enumerable properties", () => {
    const params = Object.create({ inherited: "1" }) as Record<string, string>;
    expect(thrownBy(() => sign(params)).code).toBe("PARAM_INVALID");
    const hidden = Object.defineProperty({ a: "1" }, "b", { value: "2", enumerable: false });
    expect(sign(hidden).hmac_msg).toBe("GET/xa=1&email=user@example.com");
    expect(sign({ a: "1", [Symbol("s")]: "2" } as LinuxLinkParams).hmac_msg).toBe("GET/xa=1&email=user@example.com");
  });

  it("accepts an object without prototype, or of another realm", () => {
    expect(sign(Object.assign(Object.create(null), { a: "1" })).hmac_msg).toBe("GET/xa=1&email=user@example.com");
    const foreign: LinuxLinkParams = runInNewContext("({ a: '1' })");
    expect(sign(foreign).hmac_msg).toBe("GET/xa=1&email=user@example.com");
  });

  it("signs a parameter named __proto__ like any other", () => {
    const params: LinuxLinkParams = JSON.parse('{"__proto__": "1", "constructor": "2"}');
    expect(sign(params).hmac_msg).toBe("GET/x__proto__=1&constructor=2&email=user@example.com");
    expect(({} as { a?: string }).a).toBeUndefined();
  });

  it("reads each property once, so that a changing getter can't make message and request differ", () => {
    let reads = 0;
    const params = {
      get a(): string {
        return `read${++reads}`;
      },
    };
    const { hmac_msg, body } = sign(params, { method: "POST" });
    expect(hmac_msg).toBe("POST/xa=read1&email=user@example.com");
    expect(body).toBe("a=read1&email=user%40example.com");
  });

  it("replaces a parameter named email in its place by the account's address", () => {
    const { body } = sign({ z: "1", email: "other@example.com", a: "2" }, { method: "POST" });
    expect(body).toBe("z=1&email=user%40example.com&a=2");
  });
});

describe("resources", () => {
  it.each([
    ["/a b", "/a%20b"],
    ["/é/😀", "/%C3%A9/%F0%9F%98%80"],
    ['/|"<>\\^`{}[]', "/%7C%22%3C%3E%5C%5E%60%7B%7D%5B%5D"],
    ["/a+b@c;d:e,f'()!*$&=~._-", "/a+b@c;d:e,f'()!*$&=~._-"],
    ["/a//b/", "/a//b/"],
    ["/a%41%2f%2F", "/a%41%2f%2F"],
    ["/a%zz%4", "/a%25zz%254"],
    ["/a%3Fx%23y", "/a%3Fx%23y"],
    ["/a\r\nb\0c\td", "/a%0D%0Ab%00c%09d"],
    ["/...", "/..."],
    ["/.a", "/.a"],
  ])("%j is sent as %s and signed unchanged", (resource, path) => {
    const signed = sign({}, { resource });
    expect(signed.hmac_msg).toBe(`GET${resource}email=user@example.com`);
    expect(signed.url).toBe(`https://vigiles.lynx.com${path}?email=user%40example.com`);
    expect(new URL(signed.url).href).toBe(signed.url);
  });

  it.each([
    "x",
    "",
    "https://evil.example/x",
    "/..",
    "/.",
    "/a/../b",
    "/a/%2e%2E",
    "/.%2e/b",
    "/%2e/b",
    "/\ud800",
    "/a?x=1",
    "/a?",
    "/a#frag",
    undefined,
    5,
  ])("%j is refused, since a server could read another path", (resource) => {
    expect(thrownBy(() => sign({}, { resource: resource as string })).code).toBe("RESOURCE_INVALID");
  });
});

describe("method, account and server", () => {
  it("puts the method in upper case in the message", () => {
    expect(sign({}, { method: "get" })).toEqual(sign({}));
  });

  it.each(["", "GET ", "G\nET", 7])("refuses %j as method", (method) => {
    expect(thrownBy(() => sign({}, { method: method as string })).code).toBe("OPTION_INVALID");
  });

  it("takes the key as a Secret", () => {
    expect(sign({}, { key: new Secret("secret-key") })).toEqual(sign({}));
    // A `Secret` of another installed copy of the core is of another class.
    const other = { reveal: () => "secret-key" };
    expect(sign({}, { key: Object.create(other) as Secret })).toEqual(sign({}));
  });

  it.each([
    ["email", ""],
    ["email", " \t"],
    ["email", undefined],
    ["email", "\ud800"],
    ["key", ""],
    ["key", "\u001c\u0085 "],
    ["key", 5],
    ["key", "never-shown\ud800"],
  ])("refuses %s %j without echoing it", (field, value) => {
    const error = thrownBy(() => sign({}, { [field]: value } as Partial<SignRequestInput>));
    expect(error).toMatchObject({ code: "CREDENTIALS_INVALID", field });
    expect(error.message).not.toContain("never-shown");
  });

  it.each([
    ["https://h.example", "https://h.example/x"],
    ["https://h.example///", "https://h.example/x"],
    ["https://h.example/p/q/", "https://h.example/p/q/x"],
    ["HTTPS://H.Example:443", "https://h.example/x"],
    ["https://h.example:8443", "https://h.example:8443/x"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080/x"],
    ["http://localhost:8080", "http://localhost:8080/x"],
    ["http://[::1]:8080", "http://[::1]:8080/x"],
  ])("sends to %s as %s", (baseUrl, url) => {
    expect(sign({}, { baseUrl }).url).toBe(`${url}?email=user%40example.com`);
    expect(sign({}, { baseUrl }).hmac_msg).toBe("GET/xemail=user@example.com");
  });

  it.each([
    "http://h.example",
    "http://127.0.0.1.evil.example",
    "ftp://h.example",
    "https:h.example",
    "https:///h.example",
    "//h.example",
    "h.example",
    "",
    "https://user:pw@h.example",
    "https://@h.example",
    "https://h%2eexample",
    "https://hä.example",
    "https://h.example./",
    "https://h.example/?q=1",
    "https://h.example/#f",
    "https://h.example\\@evil.example",
    "https://h.exa\tmple",
    " https://h.example",
    "https://h.example:99999",
    new URL("https://h.example"),
    undefined,
    5,
  ])("refuses %j as server", (baseUrl) => {
    const error = thrownBy(() => sign({}, { baseUrl: baseUrl as string }));
    expect(error).toMatchObject({ code: "SERVER_URL_INVALID", field: "baseUrl" });
    expect(error.message).not.toContain("pw");
  });
});

describe("the protocol's own weakness", () => {
  it("gives different requests the same signature, since nothing separates or escapes the parts", () => {
    expect(sign({ a: "1&b=2" }).signature).toBe(sign({ a: "1", b: "2" }).signature);
    expect(sign({ a: "1" }, { resource: "/b" }).signature).toBe(sign({ ba: "1" }, { resource: "/" }).signature);
    expect(sign({ a: "1&b=2" }).url).not.toBe(sign({ a: "1", b: "2" }).url);
  });
});
