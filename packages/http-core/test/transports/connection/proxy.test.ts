import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { forwardedRequest, parseProxy } from "../../../src/transports/connection/proxy.js";

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
