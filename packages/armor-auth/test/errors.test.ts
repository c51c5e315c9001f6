import { HttpCoreError, isAuthenticationError } from "@org/http-core";
import { describe, expect, it } from "vitest";
import { ArmorError, ArmorLoginError, isArmorError, isArmorLoginError } from "../src/index.js";

describe("the guards", () => {
  const login = new ArmorLoginError("throttled", "Wait", { status: 429, badLogonCount: 2 });
  const other = new ArmorError("ARMOR_NO_ACCOUNT", "None");

  it("distinguish a failed login from other errors", () => {
    expect([login, other, new Error("x"), undefined].map(isArmorLoginError)).toEqual([true, false, false, false]);
    expect([login, other, new HttpCoreError("X", "x"), null].map(isArmorError)).toEqual([false, true, false, false]);
    expect(isAuthenticationError(login)).toBe(true);
  });

  it("keep the facts as fields, in JSON too", () => {
    expect(login).toMatchObject({ reason: "throttled", code: "AUTH_THROTTLED", status: 429, badLogonCount: 2 });
    expect(JSON.parse(JSON.stringify(login))).toMatchObject({ reason: "throttled", badLogonCount: 2 });
    expect(new ArmorLoginError("loop", "Again")).not.toHaveProperty("badLogonCount");
  });
});
