import { Secret } from "@org/http-core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { adfsSource, armorAuth, createArmorApi, type ArmorApiOptions } from "../src/index.js";
import { password, username } from "./support/credentials.js";
import { V1Service } from "./support/v1-service.js";

/** Invalid options, which a caller without types may pass. */
const wrong: readonly (readonly [string, Record<string, unknown>])[] = [
  ["auth 0", { auth: 0 }],
  ["auth 3", { auth: 3 }],
  ["auth true", { auth: true }],
  ['auth "1"', { auth: "1" }],
  ["retries401 0", { retries401: 0 }],
  ["retries401 101", { retries401: 101 }],
  ["retries401 1.5", { retries401: 1.5 }],
  ['retries401 "4"', { retries401: "4" }],
  ["retries401 true", { retries401: true }],
  ["retries401 NaN", { retries401: Number.NaN }],
  ["retries401 Infinity", { retries401: Number.POSITIVE_INFINITY }],
  ["retries401 -0", { retries401: -0 }],
  ["no user name", { username: undefined }],
  ["an empty user name", { username: "" }],
  ["a user name of 513 characters", { username: "u".repeat(513) }],
  ["a user name of 513 code points", { username: "😀".repeat(513) }],
  ["no password", { password: undefined }],
  ["an empty password", { password: "" }],
  ["a password that is a number", { password: 12345678901234 }],
  ["a password of 513 characters", { password: "p".repeat(513) }],
  ['account id "abc"', { accountId: "abc" }],
  ["account id 9.7", { accountId: 9.7 }],
  ['account id "9.7"', { accountId: "9.7" }],
  ["account id 0", { accountId: 0 }],
  ['account id ""', { accountId: "" }],
  ["account id -1", { accountId: -1 }],
  ['account id "007"', { accountId: "007" }],
  ['account id " 7"', { accountId: " 7" }],
  ['account id "7e0"', { accountId: "7e0" }],
  ["account id NaN", { accountId: Number.NaN }],
  ["account id null", { accountId: null }],
  ["account id with a line break", { accountId: "7\r\nX-Evil: 1" }],
  ["an account id beyond safe integers", { accountId: 2 ** 53 + 2 }],
  ["http to another machine", { baseUrl: "http://api.armor.com" }],
  ["a base URL with a user name", { baseUrl: "https://user@api.armor.com" }],
  ["a base URL that is no URL", { baseUrl: "api.armor.com" }],
  ["an sts URL that is no URL", { auth: 2, stsUrl: "javascript:alert(1)" }],
  ["a host with a path", { hosts: ["logs.example.com/x"] }],
  ["a host with a port above 65535", { hosts: ["logs.example.com:99999"] }],
  ["a host pattern", { hosts: ["*.armor.com"] }],
  ["an MFA timeout of 0", { mfaTimeoutMs: 0 }],
  ["hosts that are no list", { hosts: "logs.example.com" }],
  ["a v2Source that is an empty object", { auth: 2, v2Source: {} }],
  ["onMfa that is no function", { auth: 2, onMfa: "tell me" }],
  ["a redirectUri that is no URL", { auth: 2, redirectUri: "portal" }],
  ["an empty clientId", { auth: 2, clientId: "" }],
  ["v2 with a base URL of its own but no sts URL", { auth: 2 }],
  ["authorizeReissue that is text", { authorizeReissue: "yes" }],
  ["an option that is not known", { usrname: "x" }],
];

describe("options", () => {
  let service: V1Service;
  beforeEach(async () => void (service = await V1Service.start()));
  afterEach(() => service.stop());

  it.each(wrong)("refuses %s before any request, and quotes no secret", async (_, options) => {
    const error = await service.failure(options as Partial<ArmorApiOptions>);
    expect(error).toMatchObject({ code: expect.stringMatching(/^OPTION_(INVALID|UNKNOWN)$/) });
    expect(String(error)).not.toContain(password);
    expect(service.server.requests).toHaveLength(0);
  });

  it.each([
    ["512 characters", "u".repeat(512)],
    ["512 code points outside the basic plane", "😀".repeat(512)],
  ])("accepts credentials of %s", (_, text) => {
    expect(armorAuth({ username: text, password: text }).name).toBe("armor-v1");
  });

  it("accepts a password as a Secret", async () => {
    expect((await service.api({ password: new Secret(password) })).accountId).toBe(1234);
  });

  it("names the option that was probably meant", () => {
    const options = { usrname: "x" } as object as ArmorApiOptions;
    expect(() => armorAuth(options)).toThrow('did you mean "username"?');
  });

  it.each([
    ["verify", "trust a certificate by the transport's ca, for example transport: gotTransport({ ca })"],
    ["proxies", "it is an option of the transport, for example transport: gotTransport({ proxy })"],
    ["accountid", 'did you mean "accountId"?'],
  ])("says what there is instead of %s, before any request", async (name, remedy) => {
    const error = await service.failure({ [name]: "x" } as Partial<ArmorApiOptions>);
    expect(error).toMatchObject({ message: `Unknown createArmorApi option "${name}"; ${remedy}` });
    expect(service.server.requests).toHaveLength(0);
  });

  it("shows the form of the options to a caller that gives user name and password one by one", async () => {
    await expect((createArmorApi as (...args: unknown[]) => unknown)(username, password)).rejects.toMatchObject({
      message: "The createArmorApi options must be an object, such as { username, password, auth, … }",
    });
  });

  it.each([1, 100])("accepts %d as retries401", async (retries401) => {
    expect((await service.api({ retries401 })).accountId).toBe(1234);
  });

  it("logs in by v1, without an account id, by default", async () => {
    const api = await service.api();
    expect(service.server.to("GET /me")[0]?.headers.authorization).toMatch(/^FH-AUTH [0-9a-f]{32}$/);
    expect(api.accountId).toBe(1234);
  });

  it("goes to the real hosts by default", () => {
    const [v1, v2] = [armorAuth({ username, password }), armorAuth({ username, password, auth: 2 })];
    expect(v1.loginOrigins).toEqual(["https://api.armor.com"]);
    expect(v2.loginOrigins).toEqual(["https://sts.armor.com"]);
    expect(v1.origins).toContain("https://mdr.api.secure-prod.services");
    expect(v2.origins).not.toContain("https://sts.armor.com");
  });

  it.each([
    ["on loopback", "http://127.0.0.1:8080"],
    ["on another port of the real host", "https://api.armor.com:8443"],
    ["on another host of Armor", "https://api.accounts.armor.com"],
  ])("needs stsUrl or v2Source for v2 with a base URL %s", (_, baseUrl) => {
    const options = { username, password, auth: 2, baseUrl } as const;
    expect(() => armorAuth(options)).toThrow(expect.objectContaining({ code: "OPTION_INVALID" }));
    expect(() => armorAuth(options)).toThrow("stsUrl");
    expect(armorAuth({ ...options, stsUrl: baseUrl }).loginOrigins).toEqual([new URL(baseUrl).origin]);
    const v2Source = adfsSource({ stsUrl: "https://sts.example.com" });
    expect(armorAuth({ ...options, v2Source }).loginOrigins).toEqual(["https://sts.example.com"]);
    expect(armorAuth({ ...options, auth: 1 }).loginOrigins).toEqual([new URL(baseUrl).origin]);
  });

  it.each(["https://api.armor.com", "https://api.armor.com/", "https://API.armor.com:443/v2"])(
    "needs no stsUrl for the real API, written as %s",
    (baseUrl) => {
      expect(armorAuth({ username, password, auth: 2, baseUrl }).loginOrigins).toEqual(["https://sts.armor.com"]);
    },
  );

  it("keeps a token of another service from the real hosts", () => {
    expect(armorAuth({ username, password, baseUrl: service.server.url }).origins).toEqual([service.server.url]);
  });

  it("rejects when the options are missing altogether", async () => {
    const missing = [{}, undefined, null, "user"] as unknown[] as ArmorApiOptions[];
    for (const options of missing) {
      await expect(createArmorApi(options)).rejects.toMatchObject({ code: "OPTION_INVALID" });
    }
  });
});
