import { createSession, Secret, type AuthScheme, type Logger } from "../../src/index.js";
import { manualClock, memoryTransport } from "../../src/testing/index.js";

/** The origin of {@link playedScheme}. */
export const origin = "https://api.example.com";

/**
 * A scheme whose login and renewal are played by the test.
 *
 * @param parts - of the scheme
 */
export function playedScheme(parts: Pick<AuthScheme<string>, "acquire" | "renew">): AuthScheme<string> {
  return {
    name: "played",
    origins: [origin],
    secrets: {},
    identity: () => ({ principal: "p", secret: new Secret("secret") }),
    apply: (request, token) => request.with({ headers: { "x-token": token } }),
    ...parts,
  };
}

/**
 * A session with its own clock, at a server that sends back the credential of each request.
 *
 * @param scheme - of the session
 * @param logger - of the session. Default: none
 */
export function playedSession(
  scheme: AuthScheme<string>,
  logger?: Logger,
): { clock: ReturnType<typeof manualClock>; token(): Promise<string> } {
  const clock = manualClock();
  const transport = memoryTransport(({ headers }) => ({ body: headers.get("x-token") ?? "none" }));
  const made = createSession({
    baseUrl: origin,
    clock,
    transport,
    auth: scheme,
    random: () => 0,
    ...(logger === undefined ? {} : { logger }),
  });
  return { clock, token: async () => (await made.get("/")).text() };
}
