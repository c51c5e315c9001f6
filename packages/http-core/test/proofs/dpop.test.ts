import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  randomUUID,
  sign,
  verify,
  type JsonWebKey,
} from "node:crypto";
import { describe, expect, it } from "vitest";
import { AuthenticationError, createSession, Secret, type AuthScheme, type HttpRequest } from "../../src/index.js";
import { parseJsonObject } from "../../src/authoring/index.js";
import { loopback, type Loopback, type WireRequest } from "../support/loopback.js";

const clientSecret = "dpop-client-secret-1";
const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const sha256 = (text: string): string => createHash("sha256").update(text).digest("base64url");

interface Nonce {
  readonly nonce: string;
}

/** Proves with each request that the client has the key of its token (RFC 9449). Nonces come with any response. */
function dpopAuth(origin: string): AuthScheme<Secret, void, Nonce> {
  const secret = new Secret(clientSecret);
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { kty, crv, x, y } = publicKey.export({ format: "jwk" });
  const prove = ({ method, url }: HttpRequest, token: string, nonce: string | undefined, nowMs: number): string => {
    const header = { typ: "dpop+jwt", alg: "ES256", jwk: { kty, crv, x, y } };
    const claims = { jti: randomUUID(), htm: method, htu: url.split("?")[0], iat: Math.floor(nowMs / 1000) };
    const text = `${base64url(header)}.${base64url({ ...claims, ath: sha256(token), nonce })}`;
    const signature = sign("sha256", Buffer.from(text), { key: privateKey, dsaEncoding: "ieee-p1363" });
    return `${text}.${signature.toString("base64url")}`;
  };
  return {
    name: "dpop",
    origins: [origin],
    secrets: { headers: ["authorization", "dpop"], fields: ["client_secret", "access_token"] },
    identity: () => ({ principal: "client", secret }),
    async acquire({ send }) {
      const response = await send(`${origin}/token`, { method: "POST", form: { client_secret: secret.reveal() } });
      const { access_token: token } = parseJsonObject(await response.text()) ?? {};
      if (typeof token !== "string") throw new AuthenticationError("transient", "the login has no token");
      return { value: new Secret(token) };
    },
    apply(request, token, { state, challenge, clock }) {
      const nonce = challenge?.headers.get("dpop-nonce") ?? state?.nonce;
      const dpop = prove(request, token.reveal(), nonce, clock.nowMs());
      return request.with({ headers: { authorization: `DPoP ${token.reveal()}`, dpop } });
    },
    observe({ headers }, { state }) {
      const nonce = headers.get("dpop-nonce");
      return nonce === null ? state : { nonce };
    },
    classify({ status, headers }) {
      if (status !== 401) return "accepted";
      return headers.get("www-authenticate")?.includes("use_dpop_nonce") === true ? "challenged" : "rejected";
    },
  };
}

interface DpopService extends Loopback {
  readonly logins: () => number;
  readonly revoke: () => void;
}

/** Takes each nonce twice and each proof once, and names the next nonce in its responses. */
async function dpopService(): Promise<DpopService> {
  let [logins, token, nonces] = [0, "", 0];
  const uses = new Map<string, number>();
  const proofs = new Set<string>();
  const isProof = ({ method, url, headers }: WireRequest, claims: Readonly<Record<string, unknown>>): boolean => {
    const [header = "", payload = "", signature = ""] = String(headers["dpop"]).split(".");
    const { jwk } = JSON.parse(Buffer.from(header, "base64url").toString()) as { jwk: JsonWebKey };
    const key = { key: createPublicKey({ key: jwk, format: "jwk" }), dsaEncoding: "ieee-p1363" } as const;
    const isSigned = verify("sha256", Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, "base64url"));
    const isHere = claims["htm"] === method && claims["htu"] === `http://${headers.host}${url.split("?")[0]}`;
    const isFresh = !proofs.has(String(claims["jti"]));
    proofs.add(String(claims["jti"]));
    return isSigned && isHere && isFresh && claims["ath"] === sha256(token);
  };
  const service = await loopback((request, response) => {
    if (request.url === "/token") {
      token = `access-${++logins}`;
      response.end(JSON.stringify({ access_token: token, token_type: "DPoP" }));
      return;
    }
    const claims = JSON.parse(
      Buffer.from(String(request.headers["dpop"]).split(".")[1] ?? "", "base64url").toString(),
    ) as Readonly<Record<string, unknown>>;
    const nonce = String(claims["nonce"]);
    const left = uses.get(nonce) ?? 0;
    uses.set(nonce, left - 1);
    if (left <= 1) {
      uses.set(`nonce-${++nonces}`, 2);
      response.setHeader("dpop-nonce", `nonce-${nonces}`);
    }
    const isTokenGood = request.headers.authorization === `DPoP ${token}` && token !== "";
    const error =
      left <= 0 ? "use_dpop_nonce" : !isTokenGood || !isProof(request, claims) ? "invalid_token" : undefined;
    if (error !== undefined) response.setHeader("www-authenticate", `DPoP error="${error}"`);
    response.writeHead(error === undefined ? 200 : 401).end();
  });
  return { ...service, logins: () => logins, revoke: () => void (token = "") };
}

describe("DPoP", () => {
  it("takes nonces from responses with status 200, so that only the first of ten calls needs a second request", async () => {
    await using service = await dpopService();
    await using session = createSession({ auth: dpopAuth(service.url), baseUrl: service.url });
    for (let call = 0; call < 10; call++) expect((await session.get("/things?page=1")).status).toBe(200);
    expect(service.requests.filter(({ url }) => url !== "/token")).toHaveLength(11);
  });

  it("replaces a revoked token, whose refusal brings a nonce as well", async () => {
    await using service = await dpopService();
    await using session = createSession({ auth: dpopAuth(service.url), baseUrl: service.url });
    await session.get("/things");
    service.revoke();
    expect((await session.post("/things", { json: { a: 1 } })).status).toBe(200);
    expect(service.logins()).toBe(2);
  });
});
