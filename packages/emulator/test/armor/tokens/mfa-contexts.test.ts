import { expect, test } from "vitest";
import { createBrowser, fieldsOf } from "../support/browser.js";
import { minuteMs, startService, user } from "../support/service.js";

test("is over 1.5 KB of XML with all characters that need escaping, and the page escapes them", async () => {
  const { page, text } = await createBrowser(await startService()).signIn();
  const context = fieldsOf(page)["Context"] ?? "";
  expect(context.length).toBeGreaterThan(1536);
  for (const character of ["<", ">", "&", '"', "'", "+", "/", "="]) expect(context).toContain(character);
  expect(text).toContain("&lt;EncryptedData Type=&quot;http");
  expect(text).not.toContain("<EncryptedData");
});

test("follows the AuthMethod; both are hidden inputs with an id", async () => {
  const { page } = await createBrowser(await startService()).signIn();
  expect(page.forms[0]?.inputs).toMatchObject([
    { id: "authMethod", name: "AuthMethod", type: "hidden", value: "AzureMfaServerAuthentication" },
    { id: "context", name: "Context", type: "hidden" },
  ]);
});

test("can be used once", async () => {
  const users = [{ ...user, v2Outcome: "mfa-denied" }] as const;
  const browser = createBrowser(await startService({ users }));
  const { page } = await browser.signIn();
  expect((await browser.confirm(page)).page.title).toBe("Sign In");
  expect((await browser.confirm(page)).page.title).toBe("Error");
});

test.each([
  ["an unknown Context", (fields: Record<string, string>) => ({ ...fields, Context: "unknown" })],
  ["an empty one", (fields: Record<string, string>) => ({ ...fields, Context: "" })],
  [
    "one whose plus signs became spaces",
    (fields: Record<string, string>) => ({ ...fields, Context: (fields["Context"] ?? "").replaceAll("+", " ") }),
  ],
  ["another provider", (fields: Record<string, string>) => ({ ...fields, AuthMethod: "FormsAuthentication" })],
])("shows an error page for %s", async (_title, change) => {
  const browser = createBrowser(await startService());
  const { page } = await browser.signIn();
  const response = await browser.post(change(fieldsOf(page)));
  expect(response.page.title).toBe("Error");
});

test("belongs to its session", async () => {
  const service = await startService();
  const [one, other] = [createBrowser(service), createBrowser(service)];
  const { page } = await one.signIn();
  await other.signIn();
  expect((await other.confirm(page)).page.title).toBe("Error");
});

test("expires after ten minutes", async () => {
  const service = await startService();
  const browser = createBrowser(service);
  const { page } = await browser.signIn();
  service.clock.advance(10 * minuteMs);
  expect((await browser.confirm(page)).page.title).toBe("Error");
});
