import { createSession, type Session } from "@org/http-core";
import { startEmulator, type Emulator } from "@org/emulator";
import { createPublicKey } from "node:crypto";
import { afterEach, beforeEach, expect, it } from "vitest";
import { oauth2Auth, type OAuth2AuthOptions } from "../src/index.js";
import { keys } from "./support/keys.js";

const publicKey = createPublicKey(keys.p256).export({ type: "spki", format: "pem" }).toString();
const clients = [
  { clientId: "ci", clientSecret: "a-secret-of-at-least-32-characters!" },
  { clientId: "robot", publicKey },
  { clientId: "desktop" },
];

let emulator: Emulator;
let sessions: Session[];
beforeEach(async () => {
  sessions = [];
  emulator = await startEmulator({ oauth2: { clients } });
});
afterEach(async () => {
  for (const session of sessions) await session.close();
  await emulator.close();
});

function open(options: Partial<OAuth2AuthOptions>): Session {
  const { issuer } = emulator.oauth2;
  const { clientId, clientSecret } = clients[0] ?? {};
  const auth = oauth2Auth({ issuer, origins: [issuer], clientId: clientId ?? "", clientSecret, ...options });
  const session = createSession({ auth, baseUrl: issuer });
  sessions.push(session);
  return session;
}

const scopeOf = async (session: Session, options: object = {}): Promise<unknown> =>
  ((await (await session.get("/things", options)).json()) as { readonly scope: string }).scope;

const pathsOf = (path: string): number => emulator.requests.filter(({ url }) => url === path).length;

const proofs: readonly (readonly [string, Partial<OAuth2AuthOptions>])[] = [
  ["a secret in a header", {}],
  ["a secret in the form", { clientAuth: "post" }],
  ["an assertion by its secret", { clientAuth: "jwt" }],
  ["an assertion by its key", { clientId: "robot", clientSecret: undefined, privateKey: keys.p256 }],
];
it.each(proofs)("a client with %s gets tokens of the scopes that its calls ask for", async (_title, options) => {
  const session = open(options);
  expect(await scopeOf(session)).toBe("things:read things:write");
  expect(await scopeOf(session, { authOptions: { scope: "things:read" } })).toBe("things:read");
  emulator.revokeTokens();
  expect(await scopeOf(session)).toBe("things:read things:write");
  expect(pathsOf("/oauth2/token")).toBe(3);
});

it.each(["oidc", "oauth2"] as const)("metadata is found by %s", async (discovery) => {
  expect(await scopeOf(open({ discovery }))).toBe("things:read things:write");
});

it("a public client renews with each refresh token once, and its logout ends the grant", async () => {
  const told: string[] = [];
  const session = open({
    clientId: "desktop",
    clientSecret: undefined,
    refreshToken: emulator.issueRefreshToken("desktop"),
    onRefreshToken: (token) => void told.push(token.reveal()),
  });
  await Promise.all([scopeOf(session), scopeOf(session)]);
  await session.renewCredential();
  await session.resetCredentials();
  expect(await scopeOf(session)).toBe("things:read things:write");
  expect(new Set(told).size).toBe(3);
  await session.logout();
  expect(pathsOf("/oauth2/revoke")).toBe(2);
  await expect(scopeOf(session)).rejects.toMatchObject({ isGrantLost: true });
  const form = { client_id: "desktop", grant_type: "refresh_token", refresh_token: told.at(-1) ?? "" };
  const response = await fetch(`${emulator.oauth2.issuer}/token`, { method: "POST", body: new URLSearchParams(form) });
  expect(await response.json()).toMatchObject({ error: "invalid_grant" });
});
