import { expect, test } from "vitest";
import type { PageVariant } from "../../../../src/armor/options.js";
import { authorizePath, createBrowser, fieldsOf, getIdToken } from "../../support/browser.js";
import { readPage } from "../../support/page.js";
import { startService, user } from "../../support/service.js";

const variants: PageVariant[] = [
  {},
  { errorElement: "label" },
  { action: "absolute" },
  { action: "relative", rawAmpersands: false },
  { action: "absent" },
  { upperCase: true },
  { reverseAttributes: true },
  { quotes: "single" },
  { quotes: "none" },
  { authMethod: "AzureMfaServerAuthentication2020" },
  {
    errorElement: "label",
    upperCase: true,
    reverseAttributes: true,
    quotes: "none",
    authMethod: "AzureMfaAuthentication",
  },
];

test.each(variants)("has the same meaning to an HTML parser with %j", async (pages) => {
  const users = [{ ...user, pages }];
  const browser = createBrowser(await startService({ users, v2: { pages } }));
  const failed = (await browser.signIn({ ...user, password: "x" })).page;
  expect(failed.text("errorText")).toMatch(/^Incorrect user ID/);
  expect(failed.forms.map(({ id }) => id)).toEqual(["loginForm", "options"]);
  const { page } = await browser.signIn();
  expect(fieldsOf(page)["AuthMethod"]).toBe(pages.authMethod ?? "AzureMfaServerAuthentication");
  expect(fieldsOf(page)["Context"]).toMatch(/^<EncryptedData Type="http.*<\/Signature>$/);
  expect((await browser.confirm(page)).page.inputs[0]?.["value"]).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
});

test.each<[PageVariant, RegExp]>([
  [{}, /<span id="errorText"[^>]*role="alert">/],
  [{ errorElement: "label" }, /<label id="errorText" for="">/],
  [{}, /<form id="loginForm" method="post" autocomplete="off" action="\/adfs\/[^"]*id_token&response_mode/],
  [{ rawAmpersands: false }, /action="\/adfs\/[^"]*id_token&amp;response_mode/],
  [{ action: "absolute" }, /<form id="loginForm"[^>]*action="http:\/\/127\.0\.0\.1:\d+\/adfs\//],
  [{ action: "absent" }, /<form id="loginForm" method="post" autocomplete="off">/],
  [{ upperCase: true }, /<INPUT ID="userNameInput" NAME="UserName"/],
  [{ reverseAttributes: true }, /<input placeholder="[^"]*" value="" type="email" name="UserName" id="userNameInput">/],
  [{ quotes: "single" }, /<input id='userNameInput'/],
  [{ quotes: "none" }, /<input id=userNameInput name=UserName type=email value=""/],
])("writes %j as %s", async (pages, expected) => {
  expect((await createBrowser(await startService({ v2: { pages } })).get()).text).toMatch(expected);
});

test("omits the action on the second factor's page, as real pages do, but not on the options form", async () => {
  const service = await startService();
  const { page } = await createBrowser(service).signIn();
  expect(page.forms.map(({ action }) => action)).toEqual([undefined, `${service.url}${authorizePath()}`]);
});

test("accepts forms at the action of the login page", async () => {
  const service = await startService();
  const { page } = await createBrowser(service).get();
  const action = page.forms[0]?.action ?? "";
  expect(action).toMatch(/&client-request-id=[0-9a-f-]{36}$/);
  const fields = { ...fieldsOf(page), UserName: user.username, Password: user.password };
  const response = await service.call("POST", action, { body: new URLSearchParams(fields).toString() });
  expect(response.status).toBe(302);
  const failed = await service.call("POST", action, { body: "AuthMethod=FormsAuthentication&UserName=x&Password=x" });
  expect(readPage(failed.text).forms[0]?.action).toBe(action);
});

test("prefers the user's variant once the user is known", async () => {
  const users = [{ ...user, pages: { authMethod: "Own" } }];
  const browser = createBrowser(
    await startService({ users, v2: { pages: { authMethod: "Common", quotes: "single" } } }),
  );
  const { page, text } = await browser.signIn();
  expect(fieldsOf(page)["AuthMethod"]).toBe("Own");
  expect(text).toContain("id='context'");
});

test("reaches the token with every variant of the login page's form", async () => {
  for (const action of ["absolute", "relative", "absent"] as const) {
    const token = await getIdToken(createBrowser(await startService({ v2: { pages: { action } } })));
    expect(token.split(".")).toHaveLength(3);
  }
});
