import { manualClock } from "@org/http-core/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ArmorLoginError, type ArmorLoginReason } from "../../src/index.js";
import { errorPage, finalPage, loginPage, mfaPage, page } from "../support/adfs-pages.js";
import type { StubResponse } from "../support/armor-server.js";
import { context, password } from "../support/credentials.js";
import { clientId, V2Service } from "../support/v2-service.js";
import { transports } from "../support/transports.js";

/** When the clock of a test starts. */
const nowSeconds = manualClock().nowMs() / 1000;

interface Row {
  readonly name: string;
  readonly response: StubResponse;
  readonly reason: ArmorLoginReason;
  readonly code: string;
  /** Text of the page that the message must contain. */
  readonly says?: string;
}

const wrongPassword = "Incorrect user ID or password. Type the correct user ID and password, and try again.";

const afterPassword: readonly Row[] = [
  {
    name: "the login page with an error",
    response: { body: loginPage(wrongPassword) },
    reason: "wrong-password",
    code: "AUTH_REJECTED",
    says: wrongPassword,
  },
  {
    name: "the login page with an error in a label",
    response: { body: loginPage(wrongPassword).replace(/<span(.*?)<\/span>/, "<label$1</label>") },
    reason: "wrong-password",
    code: "AUTH_REJECTED",
    says: wrongPassword,
  },
  {
    name: "the login page in another language",
    response: { body: loginPage("Falsche Benutzer-ID oder falsches Kennwort.") },
    reason: "wrong-password",
    code: "AUTH_REJECTED",
    says: "Falsche Benutzer-ID",
  },
  { name: "the login page again", response: { body: loginPage() }, reason: "wrong-password", code: "AUTH_REJECTED" },
  {
    name: "an expired password",
    response: { body: loginPage("Your password has expired.") },
    reason: "password-expired",
    code: "AUTH_REJECTED",
    says: "has expired",
  },
  {
    name: "a link to change the password",
    response: { body: loginPage("", '<a href="/adfs/portal/updatepassword/">Change</a>') },
    reason: "password-expired",
    code: "AUTH_REJECTED",
  },
  {
    name: "the form for a new password",
    response: { body: page("Update", '<form><input name="OldPassword"><input name="NewPassword"></form>') },
    reason: "password-expired",
    code: "AUTH_REJECTED",
  },
  {
    name: "a user who is not enrolled",
    response: { body: page("Sign In", '<div id="mfaGreeting">Hi</div><p id="errorText">No device is known.</p>') },
    reason: "not-enrolled",
    code: "AUTH_REJECTED",
    says: "No device is known.",
  },
  {
    name: "loop detection",
    response: { body: errorPage("MSIS7042: The same client browser session has made 6 requests in 20 seconds.") },
    reason: "loop",
    code: "AUTH_THROTTLED",
    says: "MSIS7042",
  },
  {
    name: "loop detection among an error's details",
    response: { body: page("Error", '<p id="openingMessage">Sorry</p><ul id="errorDetails"><li>MSIS7042: loop</ul>') },
    reason: "loop",
    code: "AUTH_THROTTLED",
  },
  {
    name: "an opening message alone",
    response: { body: page("Error", '<p id="openingMessage">Maintenance</p>') },
    reason: "service-error",
    code: "AUTH_TRANSIENT",
    says: "Maintenance",
  },
  {
    name: "an error page",
    response: { status: 500, body: errorPage("MSIS9223: The client id is not registered.") },
    reason: "service-error",
    code: "AUTH_TRANSIENT",
    says: "MSIS9223",
  },
  {
    name: "an OAuth error",
    response: {
      body: finalPage([
        ["error", "invalid_request"],
        ["error_description", "MSIS9604: bad redirect"],
      ]),
    },
    reason: "service-error",
    code: "AUTH_TRANSIENT",
    says: "invalid_request: MSIS9604: bad redirect",
  },
  { name: "an empty 500", response: { status: 500 }, reason: "service-error", code: "AUTH_TRANSIENT" },
  { name: "an empty page", response: { body: "" }, reason: "unexpected-page", code: "AUTH_TRANSIENT" },
  {
    name: "some other page",
    response: { body: page("Coffee machine", "<p>secret body text</p>") },
    reason: "unexpected-page",
    code: "AUTH_TRANSIENT",
    says: "Coffee machine",
  },
  {
    name: "a page of more than 256 KB",
    response: { body: `<title>Huge</title>${"x".repeat(262_144)}` },
    reason: "unexpected-page",
    code: "AUTH_TRANSIENT",
  },
  {
    name: "two contexts",
    response: { body: mfaPage("one", { extra: '<input name="Context" value="two">' }) },
    reason: "unexpected-page",
    code: "AUTH_TRANSIENT",
  },
  {
    name: "an empty context",
    response: { body: mfaPage("") },
    reason: "unexpected-page",
    code: "AUTH_TRANSIENT",
  },
  {
    name: "a context without a method",
    response: { body: mfaPage("one", { method: "" }) },
    reason: "unexpected-page",
    code: "AUTH_TRANSIENT",
  },
  {
    name: "a context in a comment alone",
    response: { body: page("Odd", '<form><!-- <input name="Context" value="x"> --></form>') },
    reason: "unexpected-page",
    code: "AUTH_TRANSIENT",
  },
];

const afterMfa: readonly Row[] = [
  {
    name: "a prompt that was denied",
    response: { body: mfaPage(`${context}2`, { errorText: "Authentication denied. Please try again." }) },
    reason: "mfa-denied",
    code: "AUTH_TRANSIENT",
    says: "Authentication denied",
  },
  {
    name: "a prompt that was not answered",
    response: { body: mfaPage(`${context}2`, { errorText: "We did not receive a response." }) },
    reason: "mfa-timeout",
    code: "AUTH_TRANSIENT",
    says: "We did not receive a response.",
  },
  { name: "the prompt again", response: { body: mfaPage(context) }, reason: "mfa-timeout", code: "AUTH_TRANSIENT" },
  { name: "the login page", response: { body: loginPage() }, reason: "wrong-password", code: "AUTH_REJECTED" },
  { name: "an error page", response: { body: errorPage("MSIS7001") }, reason: "service-error", code: "AUTH_TRANSIENT" },
  {
    name: "two token forms",
    response: { body: finalPage([["id_token", "a.b.c"]]) + finalPage([["id_token", "d.e.f"]]) },
    reason: "unexpected-page",
    code: "AUTH_TRANSIENT",
  },
];

describe.each(transports)("a v2 login that fails over $name", ({ make }) => {
  let service: V2Service;
  beforeEach(async () => void (service = await V2Service.start(make)));
  afterEach(() => service.stop());

  function check(error: unknown, { reason, code, says = "" }: Row): void {
    expect(error).toBeInstanceOf(ArmorLoginError);
    expect(error).toMatchObject({ reason, code });
    expect(String(error)).toContain(says);
    expect(String(error)).not.toContain("\n");
    expect(String(error)).not.toContain("secret body text");
  }

  describe.each(["redirect", "direct"] as const)("on the %s wire", (wire) => {
    beforeEach(() => void (service.wire = wire));

    it.each(afterPassword)("says $reason after the password for $name", async (row) => {
      service.afterPassword = () => row.response;
      check(await service.failure(), row);
      expect(service.posts("Password")).toHaveLength(1);
      expect(service.posts("Context")).toHaveLength(0);
      expect(service.server.to("GET /me")).toHaveLength(0);
    });

    it.each(afterMfa)("says $reason after the prompt for $name", async (row) => {
      service.afterMfa = () => row.response;
      check(await service.failure(), row);
      expect(service.posts("Password")).toHaveLength(1);
      expect(service.posts("Context")).toHaveLength(1);
      expect(service.server.to("GET /me")).toHaveLength(0);
    });
  });

  const badClaims: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    ["another client's", { aud: "another-client" }],
    ["nobody's", { aud: undefined }],
    ["for several others", { aud: ["one", "two"] }],
    ["that has expired", { exp: Date.UTC(2025, 0, 1) / 1000 }],
    ["without expiry", { exp: undefined }],
    ["whose expiry is text", { exp: "soon" }],
    ["whose expiry is in milliseconds", { exp: Date.UTC(2027, 0, 1) }],
    ["for another nonce", { nonce: "another" }],
    ["without a nonce", { nonce: undefined }],
    ["whose nonce is a list", { nonce: ["another"] }],
    ["for us and another", { aud: [clientId, "another-client"] }],
    ["for us twice", { aud: [clientId, clientId] }],
    ["for nobody in a list", { aud: [] }],
    ["for a list in a list", { aud: [[clientId]] }],
    ["that is valid for longer than a day", { exp: nowSeconds + 86_401 }],
    ["that is valid for ever", { exp: Number.MAX_SAFE_INTEGER }],
    ["that is not valid yet", { nbf: nowSeconds + 61 }],
    ["whose start is text", { nbf: "now" }],
    ["whose start is null", { nbf: null }],
  ];
  it.each(badClaims)("refuses a token %s", async (_, claims) => {
    service.afterMfa = (request) => ({ body: service.final(request, claims) });
    expect(await service.failure()).toMatchObject({ reason: "invalid-token", code: "AUTH_TRANSIENT" });
    expect(service.server.to("GET /me")).toHaveLength(0);
  });

  const goodClaims: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    ["for us alone in a list", { aud: [clientId] }],
    ["that is valid for a day", { exp: nowSeconds + 86_400 }],
    ["that is valid from now on", { nbf: nowSeconds }],
    ["of a server whose clock is a minute ahead", { nbf: nowSeconds + 60 }],
  ];
  it.each(goodClaims)("accepts a token %s", async (_, claims) => {
    service.afterMfa = (request) => ({ body: service.final(request, claims) });
    expect((await service.api()).accountId).toBe(1234);
  });

  const malformed = [
    "AzureMfaServerAuthentication",
    "a.b",
    "a.b.c.d",
    "a.!.c",
    "a.e30\r\nX: y.c",
    "..",
    "a.bm9qc29u.c",
  ];
  it.each([...malformed, `a.${"b".repeat(20_000)}.c`])("refuses %s as a token", async (token) => {
    service.afterMfa = ({ query }) => ({
      body: finalPage([
        ["id_token", token],
        ["state", query.get("state") ?? ""],
      ]),
    });
    expect(await service.failure()).toMatchObject({
      reason: "invalid-token",
      message: expect.stringContaining("id_token"),
    });
    expect(service.server.to("GET /me")).toHaveLength(0);
  });

  const states: readonly (readonly [string, (state: string) => readonly string[]])[] = [
    ["another state", () => ["another"]],
    ["no state", () => []],
    ["an empty state", () => [""]],
    ["the state twice", (state) => [state, state]],
    ["the state before another", (state) => [state, "another"]],
    ["the state in other case", (state) => [state.toUpperCase()]],
  ];
  it.each(states)("refuses a token with %s", async (_, statesOf) => {
    service.afterMfa = (request) => {
      const inputs = statesOf(request.query.get("state") ?? "").map((state) => ["state", state] as const);
      return { body: finalPage([["id_token", service.token(request)], ...inputs]) };
    };
    expect(await service.failure()).toMatchObject({
      reason: "invalid-token",
      message: expect.stringContaining("state"),
    });
    expect(service.server.to("GET /me")).toHaveLength(0);
  });

  it("waits as long as a throttling service asks, whatever its page says", async () => {
    service.wire = "direct";
    service.afterPassword = () => ({ status: 429, headers: { "retry-after": "7" }, body: loginPage(wrongPassword) });
    expect(await service.failure()).toMatchObject({ reason: "throttled", code: "AUTH_THROTTLED", retryAfterMs: 7_000 });
    expect(await service.failure()).toMatchObject({ code: "AUTH_TRANSIENT" });
    expect(service.posts("Password")).toHaveLength(1);
  });

  it.each([
    ["denied", "Authentication denied"],
    ["not answered", "No response"],
  ])("prompts no second time at once when the first was %s", async (_, errorText) => {
    service.afterMfa = () => ({ body: mfaPage(context, { errorText }) });
    await Promise.all(Array.from({ length: 20 }, () => service.failure()));
    expect(await service.failure()).toMatchObject({ code: "AUTH_TRANSIENT" });
    expect(service.posts("Password")).toHaveLength(1);
    expect(service.posts("Context")).toHaveLength(1);
  });

  it("prompts again a minute after the user denied a prompt: the password was right", async () => {
    service.afterMfa = () => ({ body: mfaPage(context, { errorText: "Authentication denied" }) });
    const denial = await service.failure();
    expect(denial).toMatchObject({ reason: "mfa-denied", retryAfterMs: 60_000 });
    service.afterMfa = (request) => ({ body: service.final(request) });
    await service.clock.advance(59_999);
    expect(await service.failure()).toMatchObject({ code: "AUTH_TRANSIENT", cause: denial });
    expect(service.posts("Context")).toHaveLength(1);
    await service.clock.advance(1);
    expect((await service.api()).accountId).toBe(1234);
    expect(service.posts("Context")).toHaveLength(2);
  });

  it("prompts a user who denies each prompt at most five times in ten minutes", async () => {
    service.afterMfa = () => ({ body: mfaPage(context, { errorText: "Authentication denied" }) });
    for (let minute = 0; minute < 9; minute++) {
      await service.failure();
      await service.clock.advance(60_000);
    }
    expect(await service.failure()).toMatchObject({ code: "RETRY_WINDOW_EXHAUSTED" });
    expect(service.posts("Context")).toHaveLength(5);
  });

  it("waits for the prompt as long as it may, and no longer", async () => {
    service.afterMfa = () => new Promise(() => {});
    const outcome = service.failure({ mfaTimeoutMs: 90_000 });
    await expect.poll(() => service.posts("Context").length).toBe(1);
    await service.clock.advance(89_999);
    expect(await Promise.race([outcome, "still waiting"])).toBe("still waiting");
    await service.clock.advance(1);
    expect(await outcome).toMatchObject({ reason: "mfa-timeout", code: "AUTH_TRANSIENT" });
    expect(service.posts("Password")).toHaveLength(1);
  });

  it("ends with the caller's signal while the prompt is open", async () => {
    const open: string[] = [];
    service.afterMfa = () => new Promise(() => void open.push("prompt"));
    const controller = new AbortController();
    const outcome = service.failure({ signal: controller.signal });
    await expect.poll(() => open.length).toBe(1);
    controller.abort(new Error("enough"));
    expect(String(await outcome)).toContain("enough");
  });

  it("masks a password that the service echoes", async () => {
    service.afterPassword = () => ({ body: loginPage(`No such password: ${password}`) });
    const error = await service.failure();
    expect(String(error)).toContain("No such password: [redacted]");
    expect(String(error)).not.toContain(password);
  });
});
