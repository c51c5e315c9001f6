import { describe, expect, it } from "vitest";
import {
  checkBoolean,
  checkChoice,
  checkInteger,
  checkText,
  findServerUrlProblem,
  readOptions,
  readOrigin,
  readSecret,
  readServerUrl,
  refuseOption,
} from "../../src/authoring/index.js";
import { isHttpCoreError, Secret } from "../../src/index.js";

const canary = "c4n4ry-value";

function failureOf(run: () => unknown): { code: string; message: string } {
  try {
    run();
  } catch (error) {
    if (isHttpCoreError(error)) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("readOptions", () => {
  interface Options {
    readonly username?: unknown;
    readonly password?: unknown;
  }
  const read = (options: unknown, owner?: string): Options =>
    readOptions<Options>(options as Options, ["username", "password"], owner);

  it.each<[string, object, object]>([
    ["known names", { username: 1, password: null }, { username: 1, password: null }],
    ["none at all", {}, {}],
    ["an option that is undefined", { username: undefined, password: 2 }, { password: 2 }],
    ["inherited ones", Object.assign(Object.create({ inherited: 1, username: 2 }), { password: 3 }), { password: 3 }],
  ])("reads own members: %s", (_, options, own) => {
    const result = read(options);
    expect(Object.entries(result)).toEqual(Object.entries(own));
    expect(result).not.toBe(options);
    expect("toString" in result).toBe(false);
  });

  it.each([
    ["a near name", { usrname: 1 }, "OPTION_UNKNOWN", 'Unknown acme option "usrname"; did you mean "username"?'],
    ["no near name", { zzz: 1 }, "OPTION_UNKNOWN", 'Unknown acme option "zzz"; known are username, password'],
    ["text", "username", "OPTION_INVALID", "The acme options must be an object, such as { username, password }"],
    ["null", null, "OPTION_INVALID", "The acme options must be an object, such as { username, password }"],
    ["a list", ["username"], "OPTION_INVALID", "The acme options must be an object, such as { username, password }"],
  ])("refuses %s", (_, options, code, message) => {
    expect(failureOf(() => read(options, "acme"))).toEqual({ code, message });
  });

  it("needs no owner", () => {
    expect(failureOf(() => read(1)).message).toBe("The options must be an object, such as { username, password }");
    expect(failureOf(() => readOptions<object>(1 as never, ["a", "b", "c", "d"] as never[])).message).toBe(
      "The options must be an object, such as { a, b, c, … }",
    );
    expect(failureOf(() => readOptions<{ b?: 1 }>({ a: 1 } as object, ["b"])).message).toBe(
      'Unknown option "a"; did you mean "b"?',
    );
  });
});

describe("an option of another library", () => {
  const refusalOf = (name: string, known: readonly string[], findRemedy?: (unknown: string) => string): string => {
    const owner = findRemedy === undefined ? "acme" : { name: "acme", findRemedy };
    return failureOf(() => readOptions({ [name]: 1 }, known, owner)).message;
  };

  it.each([
    ["verify", ["transport"], "trust a certificate by the transport's ca, for example transport: gotTransport({ ca })"],
    ["proxies", ["transport"], "it is an option of the transport, for example transport: gotTransport({ proxy })"],
    ["query", ["params"], 'use "params"'],
    ["cookies", ["headers"], "send the header Cookie"],
  ])("%s leads to what there is here: %s", (name, known, remedy) => {
    expect(refusalOf(name, known)).toBe(`Unknown acme option "${name}"; ${remedy}`);
  });

  it.each([
    ["verify", ["issuer"]],
    ["token", ["auth", "headers"]],
    ["mode", ["issuer"]],
  ])("%s leads to no option that does not exist here: %s", (name, known) => {
    expect(refusalOf(name, known)).toBe(`Unknown acme option "${name}"; known are ${known.join(", ")}`);
  });

  it("leads to a near name rather than to another option", () => {
    expect(refusalOf("verify", ["transport", "verifyCert"])).toBe(
      'Unknown acme option "verify"; did you mean "verifyCert"?',
    );
  });

  it("leads first to what the owner of the options says", () => {
    expect(refusalOf("query", ["params"], () => "ask acme")).toBe('Unknown acme option "query"; ask acme');
  });
});

describe("values", () => {
  it.each<[string, () => unknown, string]>([
    ["text", () => checkText("name", "\u{1F600}\u{1F600}", 2), "\u{1F600}\u{1F600}"],
    ["a boolean", () => String(checkBoolean("flag", false)), "false"],
    ["a number at its bound", () => String(checkInteger("count", 10, { min: 1, max: 10 })), "10"],
    ["a choice", () => checkChoice("mode", "b", ["a", "b"]), "b"],
    ["a secret", () => readSecret("key", new Secret("k")).reveal(), "k"],
    ["text as a secret", () => readSecret("key", "k").reveal(), "k"],
    ["a URL", () => readServerUrl("baseUrl", new URL("http://localhost:1/x/")).href, "http://localhost:1/x/"],
  ])("accepts %s", (_, read, expected) => {
    expect(read()).toBe(expected);
  });

  it.each<[string, () => unknown, string]>([
    ["empty text", () => checkText("name", ""), "text that is not empty"],
    ["a number as text", () => checkText("name", 5), "text that is not empty"],
    ["long text", () => checkText("name", `${canary}${canary}`, 13), "at most 13 characters long"],
    ["text as a boolean", () => checkBoolean("name", "true"), "true or false"],
    ["a fraction", () => checkInteger("name", 1.5, { min: 1, max: 10 }), "a whole number from 1 to 10"],
    ["a number above its bound", () => checkInteger("name", 11, { min: 1, max: 10 }), "a whole number from 1 to 10"],
    ["a number as text", () => checkInteger("name", "5", { min: 1, max: 10 }), "a whole number from 1 to 10"],
    ["none of the choices", () => checkChoice("name", canary, ["a", "b", 3]), '"a", "b" or 3'],
    ["an empty secret", () => readSecret("name", new Secret("")), "text that is not empty"],
    ["anything", () => refuseOption("name", "something else"), "something else"],
  ])("refuses %s, and never quotes it", (_, read, expected) => {
    expect(failureOf(read)).toEqual({ code: "OPTION_INVALID", message: `Option name must be ${expected}` });
  });

  it.each([
    ["a number", 5, "an absolute https URL"],
    ["a path", "/x", "an absolute https URL"],
    ["another scheme", "ftp://example.com", "an absolute https URL"],
    ["a space", " https://example.com", "a URL without spaces, control characters and backslashes"],
    ["a line end", "https://exam\nple.com", "a URL without spaces, control characters and backslashes"],
    ["a backslash", "https:\\\\example.com", "a URL without spaces, control characters and backslashes"],
    ["a password", `https://me:${canary}@example.com`, "a URL without user name and password"],
    ["a host beyond ASCII", "https://exämple.com", "a URL whose host is plain ASCII"],
    ["an escaped host", "https://ex%61mple.com", "a URL whose host is plain ASCII"],
    ["a port that is none", "https://example.com:99999", "an absolute https URL"],
    ["a query", `https://example.com?key=${canary}`, "a URL without query and fragment"],
    ["an empty fragment", "https://example.com#", "a URL without query and fragment"],
    ["a dot at the end", "https://example.com.", "a URL whose host does not end with a dot"],
    ["plain http", "http://example.com", "an https URL; http is allowed for localhost only"],
  ])("refuses a server URL with %s, and never quotes it", (_, value, fault) => {
    expect(findServerUrlProblem(value)).toBe(fault);
    expect(failureOf(() => readServerUrl("baseUrl", value))).toEqual({
      code: "OPTION_INVALID",
      message: `Option baseUrl must be ${fault}`,
    });
  });

  it.each(["https://example.com", "https://example.com:8443/base/", "http://127.0.0.1:1", "http://[::1]:8080"])(
    "accepts the server URL %s",
    (url) => {
      expect(findServerUrlProblem(url)).toBeUndefined();
    },
  );

  it.each([
    ["a number", 5],
    ["nothing", ""],
    ["a port above 65535", "a.example:99999"],
    ["a port above 65535 in an origin", "http://a.example:65536"],
    ["a path", "a.example/x"],
    ["a pattern", "*.a.example"],
    ["another scheme", "ftp://a.example"],
    ["a password", `https://me:${canary}@a.example`],
    ["a space", " a.example"],
    ["an IPv6 address that is none", "[1:2]"],
    ["an IPv4 address that is none", "1.2.3.999"],
  ])("refuses a host that is or has %s, and never quotes it", (_, value) => {
    expect(failureOf(() => readOrigin("hosts[0]", value))).toEqual({
      code: "OPTION_INVALID",
      message: "Option hosts[0] must be a host, host:port or origin",
    });
  });

  it.each([
    ["A.Example", "https://a.example"],
    ["a.example:443", "https://a.example"],
    ["HTTP://localhost:80", "http://localhost"],
    ["[::1]:8080", "https://[::1]:8080"],
  ])("reads the host %s as %s", (value, origin) => {
    expect(readOrigin("hosts[0]", value)).toBe(origin);
  });
});
