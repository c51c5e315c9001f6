import { describe, expect, it } from "vitest";
import { createSession, Secret, type AuthScheme, type Session } from "../../../src/index.js";
import { loopback } from "../../support/loopback.js";

/** A server whose logins wait until the test opens them, and a scheme that logs in there. */
async function gatedServer() {
  const opening = Promise.withResolvers<void>();
  const started = Promise.withResolvers<void>();
  const server = await loopback(async ({ url }, response) => {
    if (url === "/login") {
      started.resolve();
      await opening.promise;
    }
    response.end("token");
  });
  const auth: AuthScheme<Secret> = {
    name: "gated",
    origins: [server.url],
    secrets: { headers: ["authorization"] },
    identity: () => ({ principal: server.url, secret: new Secret("correct horse") }),
    acquire: async (context) => ({ value: new Secret(await (await context.send(`${server.url}/login`)).text()) }),
    apply: (request, token) => request.with({ headers: { authorization: `Bearer ${token.reveal()}` } }),
  };
  const newSession = (): Session => createSession({ baseUrl: server.url, auth });
  return { server, auth, newSession, open: opening.resolve, started: started.promise };
}

describe("a session with a transport of its own that is closed during its login", () => {
  it("lets the login go on over that transport for another session", async () => {
    const { server, newSession, open, started } = await gatedServer();
    await using _server = server;
    const first = newSession();
    await using other = newSession();
    const closed = first.get("/x").catch((error: { code: unknown }) => error.code);
    const call = other.get("/x");
    await started;
    await first.close();
    expect(await closed).toBe("SESSION_CLOSED");
    open();
    expect((await call).status).toBe(200);
    expect(server.requests.filter(({ url }) => url === "/login")).toHaveLength(1);
  });

  it("closes the transport with the login if no other session waits", async () => {
    const { server, newSession, started } = await gatedServer();
    await using _server = server;
    const session = newSession();
    const closed = session.get("/x").catch((error: { code: unknown }) => error.code);
    await started;
    await session.close();
    expect(await closed).toBe("SESSION_CLOSED");
    await new Promise<void>((resolve) => {
      const wait = (): void =>
        void server.server.getConnections((_, count) => (count === 0 ? resolve() : setImmediate(wait)));
      wait();
    });
  });
});
