import { testAuthScheme, type MemoryHandler } from "@org/http-core/testing";
import { describe, it } from "vitest";
import { armorAuth } from "../src/index.js";
import { finalPage, loginPage, mfaPage } from "./support/adfs-pages.js";

const username = "user@example.com";
const password = "Correct-Horse-9-Battery";
const protectedUrl = "https://api.armor.com/vms";
const wrong = "Wrong-Horse-9-Battery";

/** Tokens go to other hosts of Armor as well. */
function isOtherHost(url: string): boolean {
  const { hostname } = new URL(url);
  return /\.(armor\.com|secure-prod\.services)$/.test(hostname) && !/^(api|sts)\.armor\.com$/.test(hostname);
}

testAuthScheme({
  name: "armor-v1",
  runner: { describe, it },
  maxCheckMs: 60_000,
  cannot: { "has another identity with other authOptions": "one login serves all accounts" },
  make: ({ wrongSecret }) => {
    const usedPassword = wrongSecret ? wrong : password;
    const issued: string[] = [];
    let valid = new Set<string>();
    const service: MemoryHandler = ({ url, headers, body }) => {
      if (isOtherHost(url)) return 401;
      if (url === protectedUrl || url.startsWith(`${protectedUrl}?`)) {
        const token = headers.get("authorization")?.replace("FH-AUTH ", "") ?? "";
        return valid.has(token) ? { body: [] } : { status: 401, body: { Message: "Denied" } };
      }
      if (!url.includes("/auth/")) return undefined;
      const sent = JSON.parse(Buffer.from(body).toString()) as Record<string, string>;
      if (url.endsWith("/auth/authorize")) {
        if (sent["password"] === password) return { body: { code: "Y29kZS1zZWNyZXQ=", success: true } };
        return { status: 403, body: { errorCode: "access_denied", badLogonCount: 1 } };
      }
      if (url.endsWith("/reissue") && !valid.has(sent["token"] ?? ""))
        return { status: 401, body: { error: "expired" } };
      if (url.includes("/auth/token")) {
        const token = `${issued.length}`.padStart(32, "f");
        issued.push(token);
        valid.add(token);
        return { body: { access_token: token, expires_in: 15 } };
      }
      return undefined;
    };
    return {
      scheme: armorAuth({ username, password: usedPassword }),
      service,
      protectedUrl,
      authOptions: { accountId: 7 },
      otherCall: { authOptions: { accountId: 8 } },
      secrets: () => [usedPassword, "Y29kZS1zZWNyZXQ=", ...issued],
      expireCredentials: () => void (valid = new Set()),
    };
  },
});

testAuthScheme({
  name: "armor-v2",
  runner: { describe, it },
  maxCheckMs: 60_000,
  cannot: { "has another identity with other authOptions": "one login serves all accounts" },
  make: ({ clock, wrongSecret }) => {
    const usedPassword = wrongSecret ? wrong : password;
    const issued: string[] = [];
    let valid = new Set<string>();
    const token = (query: URLSearchParams): string => {
      const seconds = Math.floor(clock.nowMs() / 1000);
      const claims = {
        aud: query.get("client_id"),
        nonce: query.get("nonce"),
        iat: seconds,
        exp: seconds + 3600,
        jti: issued.length,
      };
      const made = ["header", claims, "signature"].map((part) =>
        Buffer.from(JSON.stringify(part)).toString("base64url"),
      );
      issued.push(made.join("."));
      valid.add(made.join("."));
      return made.join(".");
    };
    const service: MemoryHandler = ({ url, headers, body }) => {
      if (isOtherHost(url)) return 401;
      if (url === protectedUrl || url.startsWith(`${protectedUrl}?`)) {
        const sent = headers.get("authorization")?.replace("Bearer ", "") ?? "";
        return valid.has(sent) ? { body: [] } : { status: 401, body: { Message: "Denied" } };
      }
      const { origin, searchParams: query } = new URL(url);
      if (origin !== "https://sts.armor.com") return undefined;
      const form = new URLSearchParams(Buffer.from(body).toString());
      // As AD FS does, the page names its target with the port spelled out.
      const action = ` action="https://sts.armor.com:443/adfs/oauth2/authorize?${query}"`;
      const state = query.get("state") ?? "";
      if (form.has("Context"))
        return {
          body: finalPage([
            ["id_token", token(query)],
            ["state", state],
          ]),
        };
      return { body: form.get("Password") === password ? mfaPage("opaque", { action }) : loginPage("Incorrect") };
    };
    return {
      scheme: armorAuth({ username, password: usedPassword, auth: 2 }),
      service,
      protectedUrl,
      authOptions: { accountId: 7 },
      otherCall: { authOptions: { accountId: 8 } },
      secrets: () => [usedPassword, ...issued],
      expireCredentials: () => void (valid = new Set()),
    };
  },
});
