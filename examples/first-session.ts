// Reads from an API that wants OAuth 2.0. The session logs in with its first call, and again when the token has expired.
// The account comes from the environment: API_URL, OAUTH_ISSUER, CLIENT_ID and CLIENT_SECRET.
import { createSession, isHttpCoreError, isHttpError, Secret } from "@org/http-core";
import { oauth2Auth } from "@org/oauth2-auth";

const { API_URL = "", OAUTH_ISSUER = "", CLIENT_ID = "", CLIENT_SECRET = "" } = process.env;
const missing = ["API_URL", "OAUTH_ISSUER", "CLIENT_ID", "CLIENT_SECRET"].filter((name) => !process.env[name]);
if (missing.length > 0) throw new Error(`Set ${missing.join(" and ")} in the environment`);

const session = createSession({
  baseUrl: API_URL,
  auth: oauth2Auth({
    issuer: OAUTH_ISSUER,
    origins: [new URL(API_URL).origin],
    clientId: CLIENT_ID,
    clientSecret: new Secret(CLIENT_SECRET),
  }),
  timeout: 30_000, // milliseconds, for a whole call
});
try {
  const response = await session.get("things", { params: { limit: 2 } });
  console.log(response.status, await response.json());
} catch (error) {
  if (!isHttpCoreError(error)) throw error;
  // The message names the problem, and contains no secret.
  console.error(error.code, error.message, isHttpError(error) ? (error.serverMessage ?? "") : "");
  process.exitCode = 1;
} finally {
  await session.close();
}
