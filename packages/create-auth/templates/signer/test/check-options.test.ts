import { expect, it } from "vitest";
import { acmeAuth } from "../src/index.js";
import type { AcmeAuthOptions } from "../src/index.js";

const good = { keyId: "key-1", key: "canary-3f2a" };

function refusal(options: object): unknown {
  try {
    return acmeAuth(options as AcmeAuthOptions);
  } catch (error) {
    return error;
  }
}

it.each([
  ["no key id", { key: good.key }, "keyId"],
  ["a key id beyond ASCII", { ...good, keyId: "schl\u00fcssel" }, "keyId"],
  ["no key", { keyId: good.keyId }, "key"],
  ["an empty key", { ...good, key: "" }, "key"],
  ["plain http", { ...good, baseUrl: "http://api.acme.example" }, "baseUrl"],
  ["no URL", { ...good, baseUrl: "api.acme.example" }, "baseUrl"],
  ["an option that does not exist", { ...good, keyID: "x" }, "keyID"],
])("refuses %s, by name and without the key", (_title, options, name) => {
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
  ["keyId", { key: good.key }],
  ["key", { keyId: good.keyId }],
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
