import { describe, expect, it } from "vitest";
import { memoryPermits, type AuthScheme, type Secret, type SessionOptions } from "../../../src/index.js";
import { runUntilSettled } from "../../support/run-until-settled.js";
import { TokenService } from "../../support/token-service.js";

/** A scheme that reaches other API hosts as well, or asks for another scope. */
function variant(service: TokenService, index: number, change: "hosts" | "scope"): AuthScheme<Secret> {
  const scheme = service.scheme();
  const [origin = ""] = scheme.origins;
  if (change === "hosts") {
    const others = Array.from({ length: index }, (_, host) => `https://h${host}.example.com`);
    return { ...scheme, origins: [origin, ...others], loginOrigins: [origin] };
  }
  const identity = async () => ({ ...(await scheme.identity()), extra: { scope: `${index}` } });
  return { ...scheme, loginOrigins: [origin], identity };
}

const permitsOf: readonly (readonly [string, (service: TokenService) => SessionOptions])[] = [
  ["in this process", () => ({})],
  ["with shared permits", ({ clock }) => ({ permits: memoryPermits(clock) })],
];

describe.each(permitsOf)("limits of one password %s", (_, optionsOf) => {
  async function codesOf(
    service: TokenService,
    change: "hosts" | "scope",
    options: SessionOptions,
  ): Promise<unknown[]> {
    const codes: unknown[] = [];
    for (let index = 0; index < 6; index++) {
      const session = service.session({ auth: variant(service, index, change), ...options });
      const call = session.get("/x").then(
        ({ status }) => status,
        (error: { code: unknown }) => error.code,
      );
      codes.push(await runUntilSettled(service.clock, call));
    }
    return codes;
  }

  it.each(["hosts", "scope"] as const)("sends a wrong one once, whatever %s it is for", async (change) => {
    const service = new TokenService();
    service.loginStatus = 401;
    const codes = await codesOf(service, change, optionsOf(service));
    expect(service.logins).toBe(1);
    expect(codes).toEqual(["AUTH_REJECTED", ...Array(5).fill("AUTH_LATCHED")]);
  });

  it("tries a wrong one once for 20 scopes that ask at once", async () => {
    const service = new TokenService();
    service.loginStatus = 401;
    const options = optionsOf(service);
    const calls = Array.from({ length: 20 }, (__, index) =>
      service
        .session({ auth: variant(service, index, "scope"), ...options })
        .get("/x")
        .catch((error: { code: unknown }) => error.code),
    );
    const codes = await runUntilSettled(service.clock, Promise.all(calls));
    expect(service.logins).toBe(1);
    expect(codes.filter((code) => code === "AUTH_REJECTED")).toHaveLength(1);
    expect(codes.filter((code) => code === "AUTH_LATCHED")).toHaveLength(19);
  });

  it("logs in for 20 scopes at once once it is known to be right", async () => {
    const service = new TokenService();
    const options = optionsOf(service);
    const authenticate = (index: number): Promise<void> =>
      service.session({ auth: variant(service, index, "scope"), ...options }).authenticate();
    await runUntilSettled(service.clock, authenticate(0));
    const { promise, resolve: open } = Promise.withResolvers<void>();
    service.loginGate = promise;
    const calls = Promise.all(Array.from({ length: 20 }, (__, index) => authenticate(index + 1)));
    const allInFlight = (async () => {
      while (service.loginsInFlight < 20) await new Promise((resolve) => setImmediate(resolve));
      open();
    })();
    await runUntilSettled(service.clock, Promise.all([calls, allInFlight]));
    expect(service.maxLoginsInFlight).toBe(20);
  });

  it("begins no new window with another list of API hosts", async () => {
    const service = new TokenService();
    service.loginHeals = false;
    const options = optionsOf(service);
    const storm = service.session({ auth: variant(service, 9, "hosts"), ...options });
    for (let call = 0; call < 6; call++)
      await runUntilSettled(
        service.clock,
        storm.get("/x").catch(() => {}),
      );
    expect(service.logins).toBe(1 + 4);
    const codes = await codesOf(service, "hosts", options);
    expect(service.logins).toBe(1 + 4);
    expect(codes).toEqual(Array(6).fill("RETRY_WINDOW_EXHAUSTED"));
  });

  it("keeps the back-off for another list of API hosts", async () => {
    const service = new TokenService();
    service.loginStatus = 429;
    const codes = await codesOf(service, "hosts", optionsOf(service));
    expect(service.logins).toBe(1);
    expect(codes).toEqual(["AUTH_THROTTLED", ...Array(5).fill("AUTH_TRANSIENT")]);
  });

  it("sends it again for all scopes once one session is reset", async () => {
    const service = new TokenService();
    service.loginStatus = 401;
    const options = optionsOf(service);
    await codesOf(service, "scope", options);
    service.loginStatus = 200;
    const reset = service.session({ auth: variant(service, 0, "scope"), ...options }).resetCredentials();
    await runUntilSettled(service.clock, reset);
    expect(await codesOf(service, "scope", options)).not.toContain("AUTH_LATCHED");
  });
});
