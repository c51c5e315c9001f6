import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { adfsSource, type MfaPrompt } from "../../src/index.js";
import { finalPage, loginPage, mfaPage, page } from "../support/adfs-pages.js";
import { context, password, username } from "../support/credentials.js";
import { authorize, clientId, V2Service } from "../support/v2-service.js";
import { transports } from "../support/transports.js";

describe.each(transports)("the v2 login over $name", ({ make }) => {
  let service: V2Service;
  beforeEach(async () => void (service = await V2Service.start(make)));
  afterEach(() => service.stop());

  it.each(["redirect", "direct"] as const)(
    "posts password and prompt once each, and uses the token (%s)",
    async (wire) => {
      service.wire = wire;
      const api = await service.api();
      const [first] = service.server.requests;
      expect(first?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
      expect(Object.fromEntries(first?.query ?? [])).toMatchObject({
        response_type: "id_token",
        response_mode: "form_post",
        client_id: clientId,
        redirect_uri: "https://amp.armor.com/",
        state: expect.stringMatching(/.{20}/),
        nonce: expect.stringMatching(/.{20}/),
      });
      expect(service.posts("Password").map((form) => Object.fromEntries(form))).toEqual([
        { UserName: username, Password: password, AuthMethod: "FormsAuthentication" },
      ]);
      expect(service.posts("Context").map((form) => Object.fromEntries(form))).toEqual([
        { AuthMethod: "AzureMfaServerAuthentication", Context: context },
      ]);
      expect(api.accountId).toBe(1234);
      expect(service.server.to("GET /me")[0]?.headers.authorization).toMatch(/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/);
    },
  );

  it("ends without a prompt where MFA is off", async () => {
    service.afterPassword = (request) => ({ body: service.final(request) });
    await service.api();
    expect(service.posts("Context")).toHaveLength(0);
  });

  it("tells of the prompt before it is sent, and survives a callback that throws", async () => {
    const prompts: MfaPrompt[] = [];
    service.afterPassword = () => ({
      body: mfaPage(context, { method: "AzureMfaAuthentication", extra: '<div id="validEntropyNumber">42</div>' }),
    });
    const sentBefore: number[] = [];
    await service.api({
      onMfa: (prompt) => {
        prompts.push(prompt);
        sentBefore.push(service.posts("Context").length);
        throw new Error("a careless callback");
      },
    });
    expect(prompts).toEqual([
      { method: "AzureMfaAuthentication", instructions: "We sent a notification to your device.", number: "42" },
    ]);
    expect(sentBefore).toEqual([0]);
    expect(service.posts("Context")[0]?.get("AuthMethod")).toBe("AzureMfaAuthentication");
  });

  it("keeps cookies for one login alone, and from the API", async () => {
    const api = await service.api();
    const [first, ...others] = service.server.requests.filter(({ path }) => path === authorize);
    expect(first?.headers.cookie).toBeUndefined();
    expect(others.map(({ headers }) => headers.cookie?.split("=", 1)[0])).toEqual(["MSISAuth", "MSISAuth", "MSISAuth"]);
    expect(service.server.to("GET /me")[0]?.headers.cookie).toBeUndefined();
    const known = service.server.requests.length;
    await service.clock.advance(3_600_000);
    await api.makeRequest("/vms");
    expect(service.server.requests[known]).toMatchObject({ method: "POST", path: authorize });
    expect(service.server.requests[known]?.headers.cookie).toBeUndefined();
    expect(service.server.to("GET /vms")[0]?.headers.cookie).toBeUndefined();
  });

  const variants: readonly (readonly [string, (html: string, query: URLSearchParams) => string])[] = [
    ["upper-case tags", (html) => html.replaceAll("<input", "<INPUT").replaceAll("<form", "<FORM")],
    ["upper-case attributes", (html) => html.replaceAll(" name=", " NAME=").replaceAll(" value=", " VALUE=")],
    ["other spelling of names", (html) => html.replace('name="Context"', 'name="context"')],
    ["attributes in another order", (html) => html.replace(/name="(\w+)" value="([^"]*)"/g, 'value="$2" name="$1"')],
    ["single quotes", (html) => html.replace(/value="([^"']*)"/g, "value='$1'").replace(/name="(\w+)"/g, "name='$1'")],
    ["unquoted names", (html) => html.replace(/name="(\w+)"/g, "name=$1")],
    ["numeric entities", (html) => html.replaceAll("&lt;", "&#x3C;").replaceAll("&quot;", "&#34;")],
    ["no closing tags", (html) => html.replaceAll("</form>", "").replaceAll("</div>", "")],
    ["a nested form", (html) => html.replace("<input", '<form action="https://evil.example/"><input')],
    ["line breaks within tags", (html) => html.replaceAll('type="hidden"', '\n\ttype="hidden"\n')],
    [
      "a relative action with raw ampersands",
      (html, query) =>
        html.replace('id="loginForm"', `id="loginForm" action="${authorize}?${query}&client-request-id=1"`),
    ],
    ["an empty action", (html) => html.replace('id="loginForm"', 'id="loginForm" action=""')],
    ["another first input", (html) => html.replace("<input", '<input type="hidden" name="csrf" value="x"><input')],
    ["a decoy in a template", (html) => html.replace("<form", '<template><input name="Context"></template><form')],
    [
      "a decoy in a textarea",
      (html) => html.replace("<form", '<textarea><form><input name="Context"></textarea><form'),
    ],
  ];
  it.each(variants)("reads pages with %s", async (_, vary) => {
    service.wire = "direct";
    service.afterPassword = ({ query }) => ({ body: vary(mfaPage(context), query) });
    service.afterMfa = (request) => ({ body: vary(service.final(request), request.query) });
    await service.api();
    expect(service.posts("Context")[0]?.get("Context")).toBe(context);
  });

  it("takes the token by name, whatever stands around it", async () => {
    service.afterMfa = (request) => ({
      body: finalPage([
        ["AuthMethod", "AzureMfaServerAuthentication"],
        ["access_token", "not-this-one"],
        ["id_token", service.token(request)],
        ["code", "nor-this-one"],
        ["state", request.query.get("state") ?? ""],
      ]),
    });
    const api = await service.api();
    expect(api.accountId).toBe(1234);
    expect(service.server.to("GET /me")[0]?.headers.authorization).not.toContain("this-one");
  });

  const foreign: readonly string[] = [
    "https://evil.example/adfs/oauth2/authorize",
    "//evil.example/adfs",
    "javascript:alert(1)",
    "http://127.0.0.1:1/",
    "https://user@evil.example/",
    "\\\\evil.example\\adfs",
  ];
  it.each(foreign)("sends nothing where a form's action is %s", async (action) => {
    service.afterPassword = () => ({ body: mfaPage(context, { action: ` action="${action}"` }) });
    expect(await service.failure()).toMatchObject({ reason: "unexpected-page" });
    expect(service.posts("Context")).toHaveLength(0);
  });

  it.each(foreign)("does not follow a redirect to %s", async (location) => {
    service.wire = "direct";
    service.afterPassword = () => ({ status: 302, headers: { location } });
    expect(await service.failure()).toMatchObject({ reason: "unexpected-page" });
    expect(service.server.requests).toHaveLength(1);
  });

  it.each([307, 308])("does not post the password again after a %d", async (status) => {
    service.wire = "direct";
    service.afterPassword = () => ({ status, headers: { location: authorize } });
    expect(await service.failure()).toMatchObject({ reason: "unexpected-page", code: "AUTH_TRANSIENT" });
    expect(service.server.requests).toHaveLength(1);
  });

  it("gives up after ten redirects", async () => {
    service.server.on(`GET ${authorize}`, () => ({ status: 302, headers: { location: authorize } }));
    expect(await service.failure()).toMatchObject({ reason: "loop", code: "AUTH_THROTTLED" });
    expect(service.server.to(`GET ${authorize}`)).toHaveLength(10);
    expect(service.posts("Password")).toHaveLength(1);
  });

  it("takes tokens from another source", async () => {
    const own = adfsSource({
      stsUrl: `${service.server.url}${authorize}`,
      clientId: "d467ba47-2382-44cd-8779-5fb9a3abf69b",
    });
    let asked = 0;
    const v2Source = {
      ...own,
      fetchIdToken: async (login: Parameters<typeof own.fetchIdToken>[0]) => {
        asked++;
        return own.fetchIdToken(login);
      },
    };
    await service.api({ v2Source, stsUrl: "https://sts.invalid" });
    expect(asked).toBe(1);
    expect(service.server.requests[0]?.query.get("client_id")).toBe("d467ba47-2382-44cd-8779-5fb9a3abf69b");
  });

  it("logs in again only when a call needs a token that has expired", async () => {
    const api = await service.api();
    await service.clock.advance(3_599_000);
    await api.makeRequest("/vms");
    expect(service.posts("Password")).toHaveLength(1);
    await service.clock.advance(1_000);
    expect(service.posts("Password")).toHaveLength(1);
    await Promise.all(Array.from({ length: 50 }, () => api.makeRequest("/vms")));
    expect(service.posts("Password")).toHaveLength(2);
    expect(service.posts("Context")).toHaveLength(2);
  });

  it("has no reissue, and sends the id_token nowhere", async () => {
    const api = await service.api();
    await expect(api.reissueToken()).rejects.toMatchObject({ code: "ARMOR_REISSUE_UNSUPPORTED" });
    expect(() => api.startAutoReissue()).toThrow("can't reissue");
    expect(service.server.requests.at(-1)?.path).toBe("/me");
  });

  it("does not log in a second time when /me refuses the new token", async () => {
    service.server.on("GET /me", () => ({ status: 401, body: { Message: "Denied" } }));
    expect(await service.failure()).toMatchObject({ reason: "token-refused" });
    expect(service.posts("Password")).toHaveLength(1);
    expect(service.posts("Context")).toHaveLength(1);
  });

  const fonts = Array.from({ length: 600 }, (_, index) => `<font size=${index}>`).join("");

  it.each([
    ["elements that are never closed", "<div>".repeat(2000)],
    ["elements that the standard opens again and again", `<p>${fonts}</p>${"<p>x".repeat(600)}`],
    ["end tags", "</p>".repeat(2000)],
    ["tags in upper case", "<B>".repeat(2000)],
  ])("refuses a page with too many %s before it parses it", async (_, body) => {
    service.afterPassword = () => ({ body: page("Big", body) });
    const error = await service.failure();
    expect(error).toMatchObject({ reason: "unexpected-page", code: "AUTH_TRANSIENT" });
    expect(String(error)).toContain("too many tags");
  });

  it.each([
    ["less-than signs in a script", `<script>${"if (a < b) c();".repeat(5000)}</script>`],
    ["comments", "<!-- x -->".repeat(5000)],
    ["some hundred elements", "<p><b>x</b></p>".repeat(200)],
    ["an element of many attributes", `<input ${"a b=c ".repeat(10_000)}>`],
    ["more nested elements than calls fit on a stack", "<div>".repeat(900)],
  ])("reads a page with %s", async (_, body) => {
    service.afterPassword = () => ({ body: page("Big", `${body}${loginPage()}`) });
    expect(await service.failure()).toMatchObject({ reason: "wrong-password" });
  });
});
