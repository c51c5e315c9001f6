import { testAuthScheme, type MemoryHandler } from "@org/http-core/testing";
import { describe, it } from "vitest";
import { oauth2Auth } from "../src/index.js";

const issuer = "https://login.example.com";
const api = "https://api.example.com";
const [right, wrong] = ["right-secret-5511", "wrong-secret-7722"];

/** A small authorization server in memory: the checks of every scheme need a clock that stands still. */
function memoryServer(isRefresh: boolean, secrets: string[]): { service: MemoryHandler; expire: () => void } {
  let valid = new Set<string>();
  let refreshable = new Set([right]);
  const issue = (): object => {
    const count = secrets.length;
    const [accessToken, refreshToken] = [`access-token-${count}`, `refresh-token-${count}`];
    secrets.push(accessToken, refreshToken);
    valid.add(accessToken);
    refreshable = new Set([refreshToken, right]);
    const refresh = isRefresh ? { refresh_token: refreshToken } : {};
    return { access_token: accessToken, token_type: "Bearer", expires_in: 600, ...refresh };
  };
  const service: MemoryHandler = ({ url, headers, body }) => {
    if (url === `${issuer}/token`) {
      const form = new URLSearchParams(Buffer.from(body).toString());
      // RFC 6749 section 2.3.1: id and secret are form-encoded before they are joined.
      const basic = Buffer.from(headers.get("authorization")?.slice("Basic ".length) ?? "", "base64").toString();
      const isKnown = isRefresh
        ? refreshable.has(form.get("refresh_token") ?? "")
        : decodeURIComponent(basic) === `id:${right}`;
      return isKnown
        ? { body: issue() }
        : { status: 400, body: { error: isRefresh ? "invalid_grant" : "invalid_client" } };
    }
    if (url === `${issuer}/revoke`) {
      valid.delete(new URLSearchParams(Buffer.from(body).toString()).get("token") ?? "");
      return 200;
    }
    if (!url.startsWith(api)) return undefined;
    return valid.has(headers.get("authorization")?.replace("Bearer ", "") ?? "") ? { body: [] } : 401;
  };
  return { service, expire: () => void (valid = new Set()) };
}

const usedRefreshToken =
  "a refresh token that the server may have exchanged is not sent again, so such a login ends as rejected";
const cannot = {
  "client credentials": {},
  "a refresh token": {
    "fails where the response to a login is malformed, and quotes nothing of it": usedRefreshToken,
    "logs in again where its renewal is refused": "a refused refresh token leaves nothing to log in with",
    "uses the newest state from responses": "observe learns from the credential; responses teach nothing",
  },
};

for (const grant of ["client credentials", "a refresh token"] as const) {
  testAuthScheme({
    cannot: cannot[grant],
    optionNames: [
      "onRefreshToken",
      "tokenOrigins",
      "discovery",
      "scope",
      "parameters",
      "clientAuth",
      "privateKey",
      "keyId",
      "signingAlgorithm",
      "assertionAudience",
    ],
    name: `oauth2 by ${grant}`,
    runner: { describe, it },
    maxCheckMs: 60_000,
    make: ({ wrongSecret }) => {
      const isRefresh = grant === "a refresh token";
      const secret = wrongSecret ? wrong : right;
      const proof = isRefresh ? { refreshToken: secret } : { clientSecret: secret };
      const secrets = [secret];
      const { service, expire } = memoryServer(isRefresh, secrets);
      return {
        scheme: oauth2Auth({
          issuer,
          tokenEndpoint: `${issuer}/token`,
          revocationEndpoint: `${issuer}/revoke`,
          origins: [api],
          clientId: "id",
          ...proof,
        }),
        service,
        protectedUrl: `${api}/things`,
        secrets: () => secrets,
        expireCredentials: expire,
      };
    },
  });
}
