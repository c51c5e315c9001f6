import { describe, expect, it } from "vitest";
import { TokenService } from "../../support/token-service.js";

describe("a login that hangs", () => {
  it("ends at the scheme's own deadline, which the error names", async () => {
    const service = new TokenService();
    service.loginGate = new Promise(() => {});
    const scheme = { ...service.scheme(), acquireTimeoutMs: 5_000 };
    const session = service.session({ auth: scheme, timeout: { totalMs: 0 } });
    const call = session.get("/x").catch((reason: unknown) => reason);
    await service.clock.advance(4_999);
    expect(service.loginsInFlight).toBe(1);
    await service.clock.advance(1);
    expect(await call).toMatchObject({
      code: "AUTH_TIMEOUT",
      authOutcome: "transient",
      message: "The login timed out after 5000 ms",
    });
  });

  it("is ended with the last session that uses the identity, whoever stops waiting before", async () => {
    const service = new TokenService();
    const signals: (AbortSignal | undefined)[] = [];
    const scheme = {
      ...service.scheme(),
      acquire: ({ signal }: { signal?: AbortSignal | undefined }) => (
        signals.push(signal),
        new Promise<never>(() => {})
      ),
    };
    const session = service.session({ auth: scheme });
    const controllers = Array.from({ length: 3 }, () => new AbortController());
    const calls = controllers.map(({ signal }) => session.get("/x", { signal }).catch(() => {}));
    await service.clock.advance(1);
    for (const [index, controller] of controllers.entries()) {
      expect(signals[0]?.aborted).toBe(false);
      controller.abort();
      await calls[index];
    }
    expect(signals[0]?.aborted).toBe(false);
    await session.close();
    expect(signals[0]?.aborted).toBe(true);
    expect(signals).toHaveLength(1);
  });
});
