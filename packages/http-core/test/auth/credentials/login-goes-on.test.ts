import { describe, expect, it } from "vitest";
import type { Session } from "../../../src/index.js";
import { recordWarnings } from "../../support/warnings.js";
import { TokenService } from "../../support/token-service.js";

/** A service whose logins wait until the test opens them. */
function gatedService(): { readonly service: TokenService; readonly open: () => void } {
  const service = new TokenService();
  const { promise, resolve } = Promise.withResolvers<void>();
  service.loginGate = promise;
  return { service, open: resolve };
}

/** Makes calls that stop waiting after 100 ms, one after the other, and returns their codes. */
async function hurriedCalls(service: TokenService, session: Session, count: number): Promise<readonly unknown[]> {
  const codes: unknown[] = [];
  for (let call = 0; call < count; call++) {
    const hurried = session.get("/x", { timeout: { totalMs: 100 } }).catch((error: { code: unknown }) => error.code);
    await service.clock.advance(101);
    codes.push(await hurried);
  }
  return codes;
}

describe("a login that all of its callers leave", () => {
  it("goes on, and serves the next call", async () => {
    const { service, open } = gatedService();
    const session = service.session();
    expect(await hurriedCalls(service, session, 3)).toEqual(["TIMEOUT", "TIMEOUT", "TIMEOUT"]);
    const patient = session.get("/x");
    open();
    expect((await patient).status).toBe(200);
    expect(service.logins).toBe(1);
  });

  it("is kept if it ends while nobody waits", async () => {
    const { service, open } = gatedService();
    const session = service.session();
    await hurriedCalls(service, session, 1);
    open();
    await service.clock.advance(1);
    service.loginGate = Promise.reject(new Error("no second login"));
    service.loginGate.catch(() => {});
    expect((await session.get("/x")).status).toBe(200);
    expect(service.logins).toBe(1);
  });

  it("ends at its own deadline, as a failed login", async () => {
    const { service } = gatedService();
    const session = service.session();
    await hurriedCalls(service, session, 1);
    await service.clock.advance(60_000);
    await expect(session.get("/x")).rejects.toMatchObject({
      code: "AUTH_TRANSIENT",
      retryAfterMs: expect.any(Number) as number,
      cause: { code: "AUTH_TIMEOUT" },
    });
    expect(service.logins).toBe(1);
  });

  it("fails without an unhandled rejection", async () => {
    const { service, open } = gatedService();
    const session = service.session();
    service.loginStatus = 503;
    await hurriedCalls(service, session, 1);
    open();
    await service.clock.advance(1);
    await expect(session.get("/x")).rejects.toMatchObject({ message: expect.stringContaining("last login failed") });
  });

  it("does not start for a caller that has already left", async () => {
    const service = new TokenService();
    const reason = new Error("left");
    await expect(service.session().authenticate({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(service.logins).toBe(0);
  });
});

describe("a login whose session is closed", () => {
  it("goes on while another session uses the identity", async () => {
    const { service, open } = gatedService();
    const [first, other] = [service.session(), service.session()];
    const closed = first.get("/x").catch((error: { code: unknown }) => error.code);
    const call = other.get("/x");
    await service.clock.advance(1);
    await first.close();
    open();
    expect(await closed).toBe("SESSION_CLOSED");
    expect((await call).status).toBe(200);
    expect(service.logins).toBe(1);
  });

  it("ends with the identity's last session, and its result is not kept", async () => {
    const { service, open } = gatedService();
    const session = service.session();
    const call = session.get("/x").catch((error: { code: unknown }) => error.code);
    await service.clock.advance(1);
    await session.close();
    expect(await call).toBe("SESSION_CLOSED");
    open();
    service.loginGate = Promise.resolve();
    expect((await service.session().get("/x")).status).toBe(200);
    expect(service.logins).toBe(2);
  });

  it("counts against the window, since the service may have seen it", async () => {
    const { service } = gatedService();
    const codes: unknown[] = [];
    for (let round = 0; round < 6; round++) {
      const session = service.session({ retryWindow: { limit: 2 } });
      const call = session.get("/x").catch((error: { code: unknown }) => error.code);
      await service.clock.advance(1);
      await session.close();
      codes.push(await call);
      await service.clock.advance(1);
    }
    expect(service.logins).toBe(1 + 2);
    expect(codes).toEqual([...Array(3).fill("SESSION_CLOSED"), ...Array(3).fill("RETRY_WINDOW_EXHAUSTED")]);
  });

  it("in the background is ended without a warning", async () => {
    const service = new TokenService();
    service.lifetimeMs = 100_000;
    const logger = recordWarnings();
    const session = service.session({ logger });
    await session.get("/x");
    service.loginGate = new Promise(() => {});
    await service.clock.advance(90_000);
    await session.get("/x");
    await service.clock.advance(1);
    expect(service.logins).toBe(2);
    await session.close();
    await service.clock.advance(1);
    expect(logger.lines).toEqual([]);
  });
});
