import { expect, it } from "vitest";
import { AuthenticationError, createSession, Secret, type AuthScheme, type Clock } from "../../src/index.js";
import { parseJsonObject } from "../../src/authoring/index.js";
import { manualClock } from "../../src/testing/index.js";
import { loopback, type Loopback } from "../support/loopback.js";

const pollMs = 5_000;

/** Shows a code to the user, and asks every five seconds whether it was confirmed (RFC 8628). There is no secret. */
function deviceAuth(origin: string, show: (code: string) => void): AuthScheme<Secret> {
  return {
    name: "device",
    origins: [origin],
    secrets: { headers: ["authorization"], fields: ["device_code", "access_token"] },
    acquireTimeoutMs: 900_000,
    identity: () => ({ principal: "this device" }),
    async acquire({ send, clock }) {
      const post = async (path: string, form: Record<string, string>): Promise<Readonly<Record<string, unknown>>> =>
        parseJsonObject(await (await send(origin + path, { method: "POST", form })).text()) ?? {};
      const { user_code: shown, device_code: code } = await post("/device", { client_id: "cli" });
      if (typeof shown !== "string" || typeof code !== "string") {
        throw new AuthenticationError("transient", "the server returned no code");
      }
      show(shown);
      for (;;) {
        const { access_token: token, error } = await post("/token", { device_code: code });
        if (typeof token === "string") return { value: new Secret(token) };
        if (error !== "authorization_pending") throw new AuthenticationError("transient", "the code was not confirmed");
        await wait(clock);
      }
    },
    apply: (request, token) => request.with({ headers: { authorization: `Bearer ${token.reveal()}` } }),
  };
}

function wait(clock: Clock): Promise<void> {
  return new Promise((resolve) => void clock.setTimer(resolve, pollMs));
}

async function deviceService(): Promise<Loopback & { readonly confirm: () => void }> {
  let isConfirmed = false;
  const service = await loopback(({ url, headers }, response) => {
    if (url === "/device") response.end(JSON.stringify({ user_code: "WDJB-MJHT", device_code: "device-1" }));
    else if (url !== "/token") response.writeHead(headers.authorization === "Bearer token-1" ? 200 : 401).end();
    else response.end(JSON.stringify(isConfirmed ? { access_token: "token-1" } : { error: "authorization_pending" }));
  });
  return { ...service, confirm: () => void (isConfirmed = true) };
}

it("a device code stays good although the caller that started it has timed out", async () => {
  await using service = await deviceService();
  const clock = manualClock();
  const shown = Promise.withResolvers<string>();
  const auth = deviceAuth(service.url, shown.resolve);
  await using session = createSession({ auth, baseUrl: service.url, clock });
  const hasty = session.get("/things", { timeout: 1_000 }).catch((error: { code: unknown }) => error.code);
  expect(await shown.promise).toBe("WDJB-MJHT");
  await clock.advance(1_001);
  expect(await hasty).toBe("TIMEOUT");

  service.confirm();
  const state = { hasEnded: false };
  const patient = session.get("/things").finally(() => (state.hasEnded = true));
  for (let poll = 0; poll < 200 && !state.hasEnded; poll++) {
    await clock.advance(pollMs / 10);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  expect((await patient).status).toBe(200);
  expect(service.requests.filter(({ url }) => url === "/device")).toHaveLength(1);
});
