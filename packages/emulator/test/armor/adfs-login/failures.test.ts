import { expect, test } from "vitest";
import type { V2Outcome } from "../../../src/armor/options.js";
import { endlessMs, isOvertaken } from "../../support/overtaking.js";
import { createBrowser, fieldsOf, getIdToken, type QueryChange } from "../support/browser.js";
import { minuteMs, startService, user, type Service } from "../support/service.js";
import { authorize } from "../support/v1-login.js";

const wrong = { ...user, password: "Wrong-Password-1!" };
const incorrect = /^Incorrect user ID or password/;

/** A service whose one user meets this outcome. */
function startWith(v2Outcome: V2Outcome, errorStatus: 200 | 500 = 200): Promise<Service> {
  return startService({ users: [{ ...user, v2Outcome }], v2: { errorStatus } });
}

test.each([
  ["a wrong password", wrong],
  ["an unknown name", { ...user, username: "nobody@example.com" }],
])("shows the login page again for %s", async (_title, credentials) => {
  const { status, first, page } = await createBrowser(await startService()).signIn(credentials);
  expect([first.status, status]).toEqual([200, 200]);
  expect(page.text("errorText")).toMatch(incorrect);
  expect(page.inputs[0]).toMatchObject({ name: "UserName", value: credentials.username });
  expect(page.inputs.map(({ name }) => name)).toContain("Password");
  expect(page.inputs.map(({ id }) => id)).not.toContain("context");
});

test("rejects a name without @ and backslash like a wrong password", async () => {
  const plain = { username: "plain", password: user.password };
  const { page } = await createBrowser(await startService({ users: [plain] })).signIn(plain);
  expect(page.text("errorText")).toMatch(incorrect);
});

test.each(["wrong-password", "locked"] as const)("does not distinguish %s from a wrong password", async (outcome) => {
  const told = (await createBrowser(await startService()).signIn(wrong)).page;
  const { first, page } = await createBrowser(await startWith(outcome)).signIn();
  expect(first).toMatchObject({ status: 200, setCookie: [] });
  expect(page.text("errorText")).toBe(told.text("errorText"));
  expect(page.inputs).toEqual(told.inputs);
});

test("locks after six failures, for both logins, for an hour", async () => {
  const service = await startService();
  const browser = createBrowser(service);
  for (let time = 0; time < 6; time += 1) await browser.signIn(wrong);
  expect((await browser.signIn()).page.text("errorText")).toMatch(incorrect);
  expect((await authorize(service)).status).toBe(403);
  service.clock.advance(60 * minuteMs);
  expect(fieldsOf((await browser.signIn()).page)).toHaveProperty("Context");
});

test("says that a password has expired, with a link to update it", async () => {
  const { page, text } = await createBrowser(await startWith("password-expired")).signIn();
  expect(page.text("errorText")).toMatch(/password has expired/);
  expect(page.text("updatePassword")).toBeDefined();
  expect(text).toContain("/adfs/portal/updatepassword");
});

test.each([
  ["mfa-denied", /^Authentication denied/],
  ["mfa-timeout", /did not receive a response/],
] as const)("shows the second factor's page again after %s, with a new Context", async (outcome, message) => {
  const browser = createBrowser(await startWith(outcome));
  const { page } = await browser.signIn();
  expect(page.text("errorText")).toBe("");
  const again = await browser.confirm(page);
  expect(again.first.status).toBe(200);
  expect(again.page.text("errorText")).toMatch(message);
  expect(fieldsOf(again.page)["AuthMethod"]).toBe("AzureMfaServerAuthentication");
  expect(fieldsOf(again.page)["Context"]).not.toBe(fieldsOf(page)["Context"]);
  expect((await browser.get()).page.title).toBe("Sign In");
});

test("delays the response as long as configured if the phone times out", async () => {
  const users = [{ ...user, v2Outcome: "mfa-timeout", mfa: { delayMs: endlessMs } }] as const;
  const service = await startService({ users });
  const browser = createBrowser(service);
  const { page } = await browser.signIn();
  expect(await isOvertaken(browser.confirm(page), () => createBrowser(service).signIn())).toBe(true);
});

test("shows an error, and no Context, to users who are not enrolled", async () => {
  const { page } = await createBrowser(await startWith("not-enrolled")).signIn();
  expect(page.text("errorText")).toMatch(/not enrolled/);
  expect(page.inputs.map(({ id }) => id)).toEqual(["optionSelection"]);
});

test.each([200, 500] as const)("shows the error page of loop detection with %d", async (errorStatus) => {
  const browser = createBrowser(await startWith("loop-error", errorStatus));
  const { status, page } = await browser.confirm((await browser.signIn()).page);
  expect(status).toBe(errorStatus);
  expect(page.text("errorDetails")).toContain("MSIS7042");
});

test("detects a loop: more than five tokens in twenty seconds for one session", async () => {
  const service = await startService();
  const browser = createBrowser(service);
  await getIdToken(browser);
  for (let time = 0; time < 4; time += 1) expect((await browser.get()).page.title).toBe("Working...");
  expect((await browser.get()).page.title).toBe("Error");
  service.clock.advance(20_000);
  expect((await browser.get()).page.title).toBe("Working...");
});

test("shows an error page with 500 for a server error", async () => {
  const { status, page } = await createBrowser(await startWith("server-error")).signIn();
  expect(status).toBe(500);
  expect(page.title).toBe("Error");
});

test.each<[QueryChange, string]>([
  [{ client_id: "unknown" }, "MSIS9223"],
  [{ client_id: undefined }, "MSIS9223"],
  [{ redirect_uri: "https://amp.armor.com" }, "MSIS9224"],
  [{ redirect_uri: "https://evil.example/" }, "MSIS9224"],
])("shows the error page for %j, to forms as well", async (change, code) => {
  const browser = createBrowser(await startService());
  for (const { status, page } of [await browser.get(change), await browser.signIn(user, change)]) {
    expect(status).toBe(200);
    expect(page.text("errorDetails")).toContain(code);
    expect(page.text("errorDetails")).toMatch(/Activity ID: [0-9a-f-]{36}/);
    for (const id of ["openingMessage", "errorMessage", "errorDetailsLink"]) expect(page.text(id)).toMatch(/\S/);
    expect(page.inputs).toEqual([]);
  }
});

test.each<[QueryChange, string]>([
  [{ response_type: "code" }, "unsupported_response_type"],
  [{ response_mode: "query", state: "s" }, "invalid_request"],
])("reports %j to the client in the requested form", async (change, error) => {
  const { page } = await createBrowser(await startService()).get(change);
  expect(page.title).toBe("Working...");
  expect(fieldsOf(page)).toMatchObject({ error, error_description: expect.any(String) });
  expect(fieldsOf(page)["state"]).toBe(change["state"]);
});

test("responds with 404 to other paths", async () => {
  const service = await startService();
  expect(await service.call("GET", "/adfs/ls/")).toMatchObject({ status: 404, text: "" });
});
