import { createLocalJWKSet, decodeJwt, jwtVerify, type JSONWebKeySet } from "jose";
import { expect, test } from "vitest";
import { endlessMs, isOvertaken } from "../../support/overtaking.js";
import { authorizePath, createBrowser, fieldsOf, getIdToken, serviceClient } from "../support/browser.js";
import { startMs, startSecureService, startService, user } from "../support/service.js";

const wires = ["redirect", "direct"] as const;
const final = "Working...";

test.each([
  ["redirect", 302],
  ["direct", 200],
] as const)("logs in over the %s wire: password, second factor, token", async (wire, status) => {
  const browser = createBrowser(await startService({ v2: { wire } }));
  const second = await browser.signIn();
  expect(second.first.status).toBe(status);
  expect(second.page.title).toBe("Sign In");
  expect(Object.keys(fieldsOf(second.page))).toEqual(["AuthMethod", "Context"]);
  const last = await browser.confirm(second.page);
  expect(last.first.status).toBe(status);
  expect(last.page.title).toBe(final);
});

test("redirects to the same URL, absolute and with its port", async () => {
  const service = await startService();
  const { first } = await createBrowser(service).signIn();
  expect(first.headers["location"]).toBe(`${service.url}${authorizePath()}`);
});

test("names port 443 under its own name, and marks cookies Secure", async () => {
  const service = await startSecureService();
  const { first } = await createBrowser(service, { host: "sts.armor.com" }).signIn();
  expect(first.headers["location"]).toBe(`https://sts.armor.com:443${authorizePath()}`);
  for (const line of first.setCookie) expect(line).toMatch(/; Path=\/adfs; HttpOnly; Secure; SameSite=None$/);
});

test("reads forms with a JSON content type, and sends HTML whatever the client accepts", async () => {
  const headers = { "content-type": "application/json", accept: "application/json" };
  const { page, headers: received } = await createBrowser(await startService(), headers).signIn();
  expect(received["content-type"]).toBe("text/html; charset=utf-8");
  expect(page.forms[0]?.inputs[1]?.["id"]).toBe("context");
});

test("shows the login page where there is no session, and for a form without its method", async () => {
  const browser = createBrowser(await startService());
  const { username, password } = user;
  for (const { status, page } of [
    await browser.get(),
    await browser.post({ UserName: username, Password: password }),
  ]) {
    expect(status).toBe(200);
    expect(page.inputs.map(({ name }) => name)).toEqual(["UserName", "Password", "Kmsi", "AuthMethod", "AuthMethod"]);
    expect(page.text("errorText")).toBe("");
  }
});

test("shows the second factor's page again to a session that is not complete", async () => {
  const browser = createBrowser(await startService());
  const { page } = await browser.signIn();
  const again = (await browser.get()).page;
  expect(fieldsOf(again)["Context"]).toMatch(/^<EncryptedData/);
  expect(fieldsOf(again)["Context"]).not.toBe(fieldsOf(page)["Context"]);
});

test("asks for the password again if the client does not keep the cookie", async () => {
  const service = await startService();
  const { page } = await createBrowser(service).signIn();
  const forgetful = await createBrowser(service).post(fieldsOf(page));
  expect(forgetful.page.title).toBe("Error");
  expect((await createBrowser(service).get()).page.forms[0]?.inputs[0]?.["name"]).toBe("UserName");
});

test.each(wires)(
  "does not ask for a second factor over the %s wire: users without one, and the client of services",
  async (wire) => {
    const users = [{ ...user, v2Outcome: "no-mfa" }] as const;
    const excepted = createBrowser(await startService({ users, v2: { wire } }));
    expect((await excepted.signIn()).page.title).toBe(final);
    const service = createBrowser(await startService({ v2: { wire } }));
    expect((await service.signIn(user, serviceClient)).page.title).toBe(final);
  },
);

test.each(wires)("sends the token at once for the cookie of a complete login over the %s wire", async (wire) => {
  const browser = createBrowser(await startService({ v2: { wire } }));
  await getIdToken(browser);
  const { first, page } = await browser.signIn();
  expect(first.status).toBe(200);
  expect(page.title).toBe(final);
  expect((await browser.get()).page.title).toBe(final);
});

test.each(wires)("asks for the password again over the %s wire without single sign-on", async (wire) => {
  const browser = createBrowser(await startService({ v2: { wire, sso: false } }));
  await getIdToken(browser);
  expect((await browser.get()).page.title).toBe("Sign In");
  const { page } = await browser.signIn();
  expect(fieldsOf(page)).toHaveProperty("Context");
});

test("delays the response to the second form until the phone reacts", async () => {
  const service = await startService({ users: [{ ...user, mfa: { delayMs: endlessMs } }] });
  const browser = createBrowser(service);
  const { page } = await browser.signIn();
  expect(await isOvertaken(browser.confirm(page), () => createBrowser(service).signIn())).toBe(true);
});

test("does not delay the response to the first form", async () => {
  const browser = createBrowser(await startService({ users: [{ ...user, mfa: { delayMs: 3_600_000 } }] }));
  expect(fieldsOf((await browser.signIn()).page)).toHaveProperty("Context");
});

test("puts the id_token first and the state after it, in a form for the redirect_uri", async () => {
  const browser = createBrowser(await startService());
  const change = { state: "a%26b%22%3C", redirect_uri: "https://api.armor.com/" };
  const { page } = await browser.confirm((await browser.signIn(user, change)).page, change);
  expect(page.forms).toHaveLength(1);
  expect(page.forms[0]).toMatchObject({ action: "https://api.armor.com/", method: "POST" });
  expect(page.inputs.map(({ name }) => name)).toEqual(["id_token", "state", undefined]);
  expect(page.inputs[1]?.["value"]).toBe('a&b"<');
  expect(page.inputs[2]).toEqual({ type: "submit", value: "Submit" });
});

test("omits the state if none was sent", async () => {
  const browser = createBrowser(await startService());
  const { page } = await browser.confirm((await browser.signIn()).page);
  expect(page.inputs.map(({ name }) => name)).toEqual(["id_token", undefined]);
});

test("signs an id_token with the claims of AD FS, an hour long", async () => {
  const service = await startService();
  const token = await getIdToken(createBrowser(service), { nonce: "n-0S6_WzA2Mj" });
  const keys = (await service.call("GET", "/adfs/discovery/keys")).json as JSONWebKeySet;
  const { payload, protectedHeader } = await jwtVerify(token, createLocalJWKSet(keys), {
    currentDate: new Date(startMs),
  });
  expect(protectedHeader).toMatchObject({ alg: "RS256", typ: "JWT", kid: keys.keys[0]?.kid });
  expect(payload).toMatchObject({
    iss: `${service.url}/adfs`,
    aud: "b2264823-30a3-4706-bf48-4cf80dad76d3",
    iat: startMs / 1000,
    exp: startMs / 1000 + 3600,
    sub: expect.stringMatching(/\S+/),
    upn: user.username,
    nonce: "n-0S6_WzA2Mj",
  });
});

test("has no nonce if none was sent", async () => {
  expect(decodeJwt(await getIdToken(createBrowser(await startService())))).not.toHaveProperty("nonce");
});

test("sets the session's cookies after the first and the second form, and the others on the last page", async () => {
  const browser = createBrowser(await startService());
  const names = (lines: readonly string[]) => lines.map((line) => line.split("=")[0]);
  const second = await browser.signIn();
  expect(names(second.first.setCookie)).toEqual(["MSISAuth", "MSISAuth1"]);
  for (const line of second.first.setCookie) expect(line).toMatch(/^MSISAuth1?=[A-Za-z0-9+/]+; Path=\/adfs; HttpOnly$/);
  const last = await browser.confirm(second.page);
  expect(names(last.first.setCookie)).toEqual(["MSISAuth", "MSISAuth1"]);
  expect(last.first.setCookie).not.toEqual(second.first.setCookie);
  expect(names(last.setCookie)).toEqual(["MSISAuthenticated", "MSISLoopDetectionCookie", "MSISSignOut"]);
});
