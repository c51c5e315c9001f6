import { Secret } from "@org/http-core";
import { describe, expect, it } from "vitest";
import { armorPskAuth, type ArmorPskAuthOptions } from "../src/index.js";

describe("options", () => {
  const good = { keyId: "key-1", secret: "canary-3f2a" };
  const cases: readonly (readonly [string, object, string])[] = [
    ["no key id", { secret: "canary-3f2a" }, "keyId"],
    ["a key id with a colon", { ...good, keyId: "a:b" }, "keyId"],
    ["a key id with a space", { ...good, keyId: "a b" }, "keyId"],
    ["a key id beyond ASCII", { ...good, keyId: "schl\u00fcssel" }, "keyId"],
    ["no secret", { keyId: "key-1" }, "secret"],
    ["an empty secret", { ...good, secret: "" }, "secret"],
    ["an empty secret that is masked", { ...good, secret: new Secret("") }, "secret"],
    ["another rule", { ...good, bodyRule: "md5" }, "bodyRule"],
    ["plain http", { ...good, baseUrl: "http://api.armor.com" }, "baseUrl"],
    ["a user name in the URL", { ...good, baseUrl: "https://me@api.armor.com" }, "baseUrl"],
    ["no URL", { ...good, baseUrl: "api.armor.com" }, "baseUrl"],
    ["a name that no option has", { ...good, keyID: "key-1" }, '"keyID"'],
  ];
  it.each(cases)("refuse %s, by name and without the secret", (_title, options, name) => {
    const attempt = (): unknown => armorPskAuth(options as ArmorPskAuthOptions);
    expect(attempt).toThrow(name);
    const code = name === '"keyID"' ? "OPTION_UNKNOWN" : "OPTION_INVALID";
    expect(attempt).toThrow(expect.objectContaining({ name: "InputError", code }));
    expect(attempt).not.toThrow("canary");
  });

  it("take a secret that is masked already, and http on loopback", () => {
    const scheme = armorPskAuth({ ...good, secret: new Secret(good.secret), baseUrl: "http://127.0.0.1:8080/api" });
    expect(scheme.origins).toEqual(["http://127.0.0.1:8080"]);
  });
});
