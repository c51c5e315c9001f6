import { AuthenticationError, Secret, type AuthScheme } from "../../../../src/index.js";
import { parseJsonObject } from "../../../../src/authoring/index.js";
import type { MemoryResponse, ReceivedRequest, SchemeSubject, SubjectOptions } from "../../../../src/testing/index.js";

const origin = "https://tenants.example.com";
const right = "client-key-right-77";

/** What a call wants. */
export interface Wanted {
  readonly tenant: string;
  readonly permission: string;
}

const first: Wanted = { tenant: "red", permission: "read" };

/** Gets a token for each tenant and permission. */
function tenantAuth(key: string): AuthScheme<Secret, Wanted> {
  const secret = new Secret(key);
  return {
    name: "tenants",
    origins: [origin],
    secrets: { headers: ["authorization"], fields: ["key", "token"] },
    identity: (wanted = first) => ({ principal: "client", secret, extra: { ...wanted } }),
    async acquire({ send, options: wanted = first, clock }) {
      const requestedAtMs = clock.nowMs();
      const response = await send(`${origin}/login`, { method: "POST", json: { key: secret.reveal(), ...wanted } });
      if (response.status === 401) throw new AuthenticationError("rejected", "the key is wrong");
      const { token } = parseJsonObject(await response.text()) ?? {};
      if (typeof token !== "string" || !/^[!-~]+$/.test(token)) {
        throw new AuthenticationError("transient", "the login has no usable token");
      }
      return { value: new Secret(token), expiresAt: requestedAtMs + 600_000 };
    },
    apply: (request, token, { options: wanted = first }) =>
      request.with({ headers: { authorization: `Bearer ${token.reveal()}`, "x-wanted": keyOf(wanted) } }),
  };
}

/**
 * The scheme with a service whose tokens are for one tenant and permission.
 *
 * @param other - what the other call wants
 */
export function tenantSubject({ wrongSecret }: SubjectOptions, other: Wanted): SchemeSubject {
  const key = wrongSecret ? "client-key-wrong-00" : right;
  const issued: string[] = [];
  const valid = new Map<string, string>();
  const logIn = ({ body }: ReceivedRequest): MemoryResponse => {
    const { key: sent, tenant, permission } = JSON.parse(Buffer.from(body).toString()) as Wanted & { key: string };
    if (sent !== right) return 401;
    const token = `token-${issued.length}-of-tenant`;
    issued.push(token);
    valid.set(`Bearer ${token}`, keyOf({ tenant, permission }));
    return { body: { token } };
  };
  return {
    scheme: tenantAuth(key) as AuthScheme<unknown, unknown, unknown>,
    protectedUrl: `${origin}/things`,
    authOptions: first,
    otherCall: { authOptions: other },
    secrets: () => [key, ...issued],
    expireCredentials: () => valid.clear(),
    service: (request) => {
      const { url, headers } = request;
      if (!url.startsWith(origin)) return undefined;
      if (url.endsWith("/login")) return logIn(request);
      const wanted = valid.get(headers.get("authorization") ?? "");
      return wanted !== undefined && wanted === headers.get("x-wanted") ? { body: [] } : 401;
    },
  };
}

function keyOf({ tenant, permission }: Wanted): string {
  return `${tenant} ${permission}`;
}
