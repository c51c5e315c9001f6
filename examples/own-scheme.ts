// A scheme for a service that exchanges user name and password for a code, and the code for a token.
// The environment has SERVICE_URL, SERVICE_USER and SERVICE_PASSWORD. `npm create @org/auth` makes a package with such a scheme and its tests.
import {
  AuthenticationError,
  createSession,
  readServerMessage,
  Secret,
  type AuthScheme,
  type LoginContext,
} from "@org/http-core";

/** Makes the scheme for one user of one service. */
export function tokenAuth(serviceUrl: string, user: string, password: Secret): AuthScheme<Secret> {
  const { origin } = new URL(serviceUrl);
  return {
    name: "my-token",
    origins: [origin],
    secrets: { headers: ["authorization"], fields: ["password", "code", "access_token"] },
    identity: () => ({ principal: user, secret: password }),
    async acquire(context) {
      const { code } = await post(context, "/auth/authorize", { userName: user, password: password.reveal() });
      const token = await post(context, "/auth/token", { code, grant_type: "authorization_code" });
      const expiresAt = context.clock.nowMs() + 15 * 60_000;
      return { value: new Secret(String(token["access_token"])), expiresAt };
    },
    apply: (request, token) => request.with({ headers: { authorization: `FH-AUTH ${token.reveal()}` } }),
  };

  async function post(context: LoginContext, path: string, json: object): Promise<Record<string, unknown>> {
    const response = await context.send(`${origin}${path}`, { method: "POST", json });
    // `rejected` keeps the session from sending the password again; after `transient` it tries later.
    if (!response.ok) {
      const outcome = response.status === 401 || response.status === 403 ? "rejected" : "transient";
      const reason = (await readServerMessage(response)) ?? "no reason given";
      throw new AuthenticationError(outcome, `The login failed with status ${response.status}: ${reason}`);
    }
    return (await response.json()) as Record<string, unknown>;
  }
}

const { SERVICE_URL = "", SERVICE_USER = "", SERVICE_PASSWORD = "" } = process.env;
const missing = ["SERVICE_URL", "SERVICE_USER", "SERVICE_PASSWORD"].filter((name) => !process.env[name]);
if (missing.length > 0) throw new Error(`Set ${missing.join(" and ")} in the environment`);
const session = createSession({
  baseUrl: SERVICE_URL,
  auth: tokenAuth(SERVICE_URL, SERVICE_USER, new Secret(SERVICE_PASSWORD)),
});
try {
  console.log(await (await session.get("/me")).json());
} finally {
  await session.close();
}
