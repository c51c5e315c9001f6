import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { armorAuth } from "../src/index.js";
import { errorPage, finalPage, loginPage, mfaPage } from "./support/adfs-pages.js";
import { context, password } from "./support/credentials.js";
import { secretsOf } from "./support/output.js";
import { transports } from "./support/transports.js";
import { V1Service } from "./support/v1-service.js";
import { V2Service } from "./support/v2-service.js";

describe.each(transports)("secrets over $name", ({ make }) => {
  let v1: V1Service;
  let v2: V2Service;
  beforeEach(async () => void ([v1, v2] = await Promise.all([V1Service.start(make), V2Service.start(make)])));
  afterEach(() => Promise.all([v1.stop(), v2.stop()]));

  /** Returns the secrets that were printed. A run that sent or printed almost nothing proves nothing. */
  function leaks({ output, server }: V1Service | V2Service): readonly string[] {
    const tooLittle = secretsOf(server.requests).length < 4 || output.length < 100;
    return tooLittle ? ["the run was too short to prove anything"] : output.leaked(server.requests);
  }

  it("are found where they are printed", async () => {
    await v2.api();
    const token = v2.server.to("GET /me")[0]?.headers.authorization ?? "";
    v2.output.add(new Error("failed", { cause: { sent: token } }));
    expect(leaks(v2)).toContain(token.slice("Bearer ".length));
    v2.server.requests.length = 0;
  });

  it("stay out of everything printable in a v1 run with a 401, a reissue and failures", async () => {
    const { output, server } = v1;
    const api = await v1.api();
    output.add(api.session, api.accounts, armorAuth({ username: "u", password }));
    v1.revoke();
    output.add(await api.makeRequest("/vms"));
    await api.reissueToken();
    server.on("GET /echo", ({ headers }) => ({ status: 400, body: { Message: `You sent ${headers.authorization}` } }));
    for (const path of ["/echo", "/missing"]) output.add(await api.makeRequest(path).catch((error: unknown) => error));
    output.add(await api.session.prepare("/vms"));
    expect(leaks(v1)).toEqual([]);
  });

  it("stay out of an exhausted window, where each 401 quotes the token", async () => {
    const api = await v1.api({ retries401: 1 });
    const quote = { status: 401, body: { Message: "Denied" } };
    v1.server.on("GET /vms", ({ headers }) => ({ ...quote, headers: { "x-seen": headers.authorization ?? "" } }));
    for (let call = 0; call < 3; call++) v1.output.add(await api.makeRequest("/vms").catch((error: unknown) => error));
    expect(leaks(v1)).toEqual([]);
  });

  it.each(["POST /auth/authorize", "POST /auth/token", "GET /me"])(
    "stay out of a login that fails at %s, where the service echoes them",
    async (route) => {
      v1.server.on(route, ({ body, headers }) => ({
        status: 400,
        body: { Message: `You sent ${body} ${headers.authorization ?? ""}` },
      }));
      await v1.api().catch(() => {});
      expect(leaks(v1)).toEqual([]);
    },
  );

  it("stay out of a refused reissue, where the service echoes the token", async () => {
    const api = await v1.api();
    v1.server.on("POST /auth/token/reissue", ({ body }) => ({ status: 503, body: { Message: body } }));
    v1.output.add(await api.reissueToken().catch((error: unknown) => error));
    expect(leaks(v1)).toEqual([]);
  });

  it("stay out of everything printable in a v2 run", async () => {
    const { output } = v2;
    const api = await v2.api({ onMfa: (prompt) => output.add(prompt) });
    output.add(api.session, await api.makeRequest("/vms"), await api.session.prepare("/vms"));
    output.add(await api.makeRequest("/missing").catch((error: unknown) => error));
    expect(leaks(v2)).toEqual([]);
  });

  const pages: readonly (readonly [string, string])[] = [
    ["the login page", loginPage(`Wrong: ${password}`)],
    ["an error page", errorPage(`Failed for ${password} and ${encodeURIComponent(password)}`)],
    ["the prompt", mfaPage(context, { errorText: `Denied: ${password}` })],
    ["a titled page", `<title>${password}</title>`],
    ["a token that is none", finalPage([["id_token", `${password}.b.c`]])],
    [
      "an OAuth error",
      finalPage([
        ["error", "denied"],
        ["error_description", `${password} ${context}`],
      ]),
    ],
  ];
  it.each(pages)("stay out of a v2 login that ends with %s", async (_, html) => {
    v2.afterMfa = () => ({ body: html });
    await v2.failure();
    expect(leaks(v2)).toEqual([]);
  });

  it("stay out of option errors", async () => {
    const long = "S3cret-".repeat(100);
    const errors = [await v1.failure({ password: long }), await v1.failure({ username: long })];
    expect(errors.map(String).join()).toContain("512");
    expect(errors.map(String).join()).not.toContain("S3cret");
  });
});
