import { createSession, type Session, type SessionOptions } from "@org/http-core";
import { manualClock } from "@org/http-core/testing";
import { onTestFinished } from "vitest";
import { oauth2Auth, type OAuth2AuthOptions } from "../../src/index.js";
import { client } from "./oauth-server.js";

/** When the clock of a session starts. */
export const startMs = Date.now();

/**
 * Opens a session until the test has finished.
 *
 * @param server - its authorization server, and its API
 * @param change - other options of the scheme; by default it uses client credentials
 * @param options - other options of the session
 */
export function openSession(
  { url }: { readonly url: string },
  change: Partial<OAuth2AuthOptions> = {},
  options: Partial<SessionOptions> = {},
): Session {
  const auth = oauth2Auth({ issuer: url, origins: [url], clientId: client.id, clientSecret: client.secret, ...change });
  const session = createSession({ auth, baseUrl: url, clock: manualClock(startMs), random: () => 0.5, ...options });
  onTestFinished(() => session.close());
  return session;
}
