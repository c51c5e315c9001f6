import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../../src/errors.js";
import { forwardedRequest, isProxyUrl, parseProxy } from "../../../src/transports/connection/proxy.js";

/** User name and password as they stand in a URL, and what the proxy must get. */
const credentials: readonly (readonly [inUrl: string, sent: string | undefined])[] = [
  ["", undefined],
  ["user:pass@", "user:pass"],
  ["user@", "user:"],
  ["user:@", "user:"],
  [":pass@", ":pass"],
  ["us%40er:p%3A%2F%23ss@", "us@er:p:/#ss"],
  ["user:100%@", "user:100%"],
  ["user:100%25@", "user:100%"],
  ["user:100%pass@", "user:100%pass"],
  ["user:%zz%4@", "user:%zz%4"],
  ["u%2Bx:a+b@", "u+x:a+b"],
  ["dom%5Cuser:p@", "dom\\user:p"],
  ["user:é@", "user:é"],
  ["user:%C3%A9@", "user:é"],
];

const refusal =
  "Option proxy must be an http:// or https:// URL without a path; percent-encode special characters of user and password, for example %2F for /";

/**
 * What becomes of a password in a URL: `works` if the proxy gets it as it stands, else the message of the refusal. Only `%` and
 * two digits may stand for another character.
 */
function outcomeOf(password: string): string {
  try {
    const { authorization, host, port } = parseProxy(`http://bob:${password}@127.0.0.1:28888`);
    const isEncoded = /%[0-9a-f]{2}/i.test(password);
    const sent = `Basic ${Buffer.from(`bob:${password}`).toString("base64")}`;
    const isSent = isEncoded || authorization?.reveal() === sent;
    return isSent && host === "127.0.0.1" && port === 28_888 ? "works" : `goes to ${host}:${port}`;
  } catch (error) {
    return error instanceof InputError ? error.message : String(error);
  }
}

describe("a proxy's URL", () => {
  it.each(credentials)("with %j gives the credentials %j", (inUrl, sent) => {
    const { authorization } = parseProxy(`http://${inUrl}proxy.example:3128`);
    const value = sent === undefined ? undefined : `Basic ${Buffer.from(sent).toString("base64")}`;
    expect(authorization?.reveal()).toBe(value);
  });

  it("keeps bytes that are no UTF-8", () => {
    const { authorization } = parseProxy("http://user:%E9@proxy.example");
    expect(authorization?.reveal()).toBe(`Basic ${Buffer.from("user:\xe9", "latin1").toString("base64")}`);
  });

  it.each([
    ["http://proxy.example", { origin: "http://proxy.example", isSecure: false, host: "proxy.example", port: 80 }],
    [
      "https://u:p@proxy.example/",
      { origin: "https://proxy.example", isSecure: true, host: "proxy.example", port: 443 },
    ],
    [
      "http://[2001:db8::1]:3128",
      { origin: "http://[2001:db8::1]:3128", isSecure: false, host: "2001:db8::1", port: 3128 },
    ],
  ])("%s names where the proxy is", (url, where) => {
    expect(parseProxy(url)).toMatchObject(where);
  });

  it.each([
    "socks5://user:hunter2@a:1",
    "ftp://user:hunter2@a",
    "user:hunter2@a:3128",
    "",
    "http://",
    "http://user:hunter2@a:99999",
  ])("%j is refused without showing a password", (url) => {
    expect(() => parseProxy(url)).toThrow(
      expect.objectContaining({ code: "OPTION_INVALID", message: expect.not.stringContaining("hunter2") as string }),
    );
  });

  const special = [..."!\"$%&'()*+,-.;<=>@[]^_`{|}~: ", "é", "/", "\\", "?", "#", "\t", "\n", "\r", "\0"];
  const passwords = special.flatMap((character) => [
    `ss${character}12`,
    `12${character}ss`,
    character,
    `@${character}s@`,
    `1:2${character}`,
  ]);

  it.each([...passwords.map((password) => [password]), ...special.map((character) => [`${character}:`])])(
    "with the password %j works, or is refused by a message that is the same for every URL",
    (password) => expect(["works", refusal]).toContain(outcomeOf(password)),
  );

  it.each([..."!$&*+@:;= "])("with a password that holds %j works", (character) => {
    expect(outcomeOf(`a${character}b`)).toBe("works");
  });

  it.each([..."/\\?#\t\n"])("with a password that holds %j is refused", (character) => {
    expect(outcomeOf(`12${character}ss`)).toBe(refusal);
  });

  it("works with any password, or is refused by a message that is the same for every URL", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (password) => {
        expect(["works", refusal]).toContain(outcomeOf(password));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    "http://CORP\\bob:pw@127.0.0.1:1",
    "http://proxy.example/path",
    "http://proxy.example/@",
    "http://proxy.example//",
    "http://proxy.example?x",
    "http://proxy.example#x",
    "http:proxy.example",
    "http:/proxy.example",
  ])("%j is refused, and the message names what gives it", (url) => {
    expect(isProxyUrl(url)).toBe(false);
    expect(() => parseProxy(url, "HTTPS_PROXY")).toThrow(refusal.replace("Option proxy", "HTTPS_PROXY"));
  });

  it("shows its password nowhere", () => {
    const proxy = parseProxy("http://user:hunter2@proxy.example");
    const hidden = Buffer.from("user:hunter2").toString("base64");
    expect(inspect(proxy, { depth: Infinity, showHidden: true }) + JSON.stringify(proxy)).not.toMatch(
      new RegExp(`hunter2|${hidden}`),
    );
  });

  it("makes a proxy forward plain http only", () => {
    const proxy = parseProxy("http://user:pass@proxy.example");
    expect(forwardedRequest(new URL("https://a.example/x"), proxy)).toBeUndefined();
    expect(forwardedRequest(new URL("http://a.example:8080/x?y=z"), proxy)).toEqual({
      path: "http://a.example:8080/x?y=z",
      headers: { "proxy-authorization": "Basic dXNlcjpwYXNz" },
    });
  });
});
