import { expect, it } from "vitest";
import { acmeAuth } from "../src/index.js";
import type { AcmeAuthOptions } from "../src/index.js";

const good = { username: "ada", password: "canary-3f2a" };

function refusal(options: object): unknown {
  try {
    return acmeAuth(options as AcmeAuthOptions);
  } catch (error) {
    return error;
  }
}

it.each([
  ["no user name", { password: good.password }, "username"],
  ["a quote in the user name", { ...good, username: 'a"da' }, "username"],
  ["no password", { username: good.username }, "password"],
  ["an empty password", { ...good, password: "" }, "password"],
  ["plain http", { ...good, baseUrl: "http://api.acme.example" }, "baseUrl"],
  ["no URL", { ...good, baseUrl: "api.acme.example" }, "baseUrl"],
  ["an option that does not exist", { ...good, userName: "x" }, "userName"],
])("refuses %s, by name and without the password", (_title, options, name) => {
  const error = refusal(options);
  const code = expect.stringMatching(/^OPTION_(INVALID|UNKNOWN)$/);
  expect(error).toMatchObject({ name: "InputError", code });
  expect(String(error)).toContain(name);
  expect(String(error)).not.toContain("canary");
});

it("takes http on loopback", () => {
  const scheme = acmeAuth({ ...good, baseUrl: "http://127.0.0.1:8080/v1" });
  expect(scheme.origins).toEqual(["http://127.0.0.1:8080"]);
});

it.each([
  ["username", { password: good.password }],
  ["password", { username: good.username }],
  ["baseUrl", good],
])("does not read %s from Object.prototype", (name, options) => {
  const expected = JSON.stringify(refusal(options));
  Reflect.defineProperty(Object.prototype, name, { value: "https://changed.example", configurable: true });
  try {
    expect(JSON.stringify(refusal(options))).toBe(expected);
  } finally {
    Reflect.deleteProperty(Object.prototype, name);
  }
});
