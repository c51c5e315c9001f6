import { createSession, isHttpCoreError } from "@org/http-core";
import { manualClock } from "@org/http-core/testing";
import { oauth2Auth, type OAuth2AuthOptions } from "@org/oauth2-auth";

const client = { clientId: "ci-client", clientSecret: "a-secret-of-32-characters-or-more" };

/** Logs in with the options that are necessary, and returns what the server received. */
export async function run({ url }: { url: string }): Promise<unknown> {
  const received: unknown[] = [];
  const grants = [client, { clientId: "app", refreshToken: "refresh-1" }, { ...client, tokenEndpoint: `${url}/token` }];
  for (const grant of grants) {
    const auth = oauth2Auth({ issuer: url, origins: [url], ...grant });
    const session = createSession({ auth, baseUrl: url, retry: false, clock: manualClock(Date.now()) });
    try {
      if (received.length === 0) await session.get("/received", { auth: false });
      const response = await session.get("/received");
      received.push(await response.json());
    } finally {
      await session.close();
    }
  }
  const required = ["issuer", "origins", "clientId", "clientSecret"];
  return [...received, required.map((name) => refusalOf({ issuer: url, origins: [url], ...client }, name))];
}

function refusalOf(options: object, missing: string): unknown {
  const rest = Object.fromEntries(Object.entries(options).filter(([name]) => name !== missing));
  try {
    return oauth2Auth(rest as unknown as OAuth2AuthOptions).name;
  } catch (error) {
    return isHttpCoreError(error) ? [error.code, error.message] : String(error);
  }
}
