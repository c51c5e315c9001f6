import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readLifetimeMs } from "../../src/v1/token-lifetime.js";
import { V1Service } from "../support/v1-service.js";
import { transports } from "../support/transports.js";

const minute = 60_000;

const lifetimes: readonly (readonly [unknown, number])[] = [
  [15, 15 * minute],
  [1, minute],
  [60, 60 * minute],
  [61, 61_000],
  [900, 15 * minute],
  [1800, 30 * minute],
  [86_400, 24 * 60 * minute],
  [undefined, 15 * minute],
  [null, 15 * minute],
  [0, 15 * minute],
  [-1, 15 * minute],
  [1.5, 15 * minute],
  ["3600", 15 * minute],
  [1e12, 15 * minute],
  [Number.NaN, 15 * minute],
];

describe.each(transports)("a v1 token over $name", ({ make }) => {
  let service: V1Service;
  beforeEach(async () => void (service = await V1Service.start(make)));
  afterEach(() => service.stop());

  it.each(lifetimes)("with expires_in %s lives %d ms", (expiresIn, expected) => {
    expect(readLifetimeMs(expiresIn)).toBe(expected);
  });

  it.each([15, 900])("is reissued ahead of its expiry (expires_in %d), once for all callers", async (expiresIn) => {
    service.expiresIn = expiresIn;
    const api = await service.api();
    await service.clock.advance(14 * minute + 30_000);
    await Promise.all(Array.from({ length: 20 }, () => api.makeRequest("/vms")));
    await expect.poll(() => service.server.to("POST /auth/token/reissue").length).toBe(1);
    await service.clock.advance(minute);
    expect((await api.makeRequest("/vms")).status).toBe(200);
    expect(service.passwordPosts).toBe(1);
    expect(service.server.to("GET /vms").at(-1)?.headers.authorization).toBe(`FH-AUTH ${"2".padStart(32, "0")}`);
  });

  it("is replaced once for 1,000 requests across its expiry, and none of them fails", async () => {
    // The two minutes pass at once, while requests wait for a connection: no timeout is to end those.
    const api = await service.api({ timeout: { connectMs: 0, firstByteMs: 0, idleMs: 0 } });
    await service.clock.advance(13 * minute);
    const before = Array.from({ length: 500 }, () => api.makeRequest("/vms"));
    await service.clock.advance(2 * minute);
    const after = Array.from({ length: 500 }, () => api.makeRequest("/vms"));
    const answers = await Promise.all([...before, ...after]);
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    const renewals = service.server.to("POST /auth/token/reissue").length + service.passwordPosts - 1;
    expect(renewals).toBe(1);
  });

  it("is reissued by hand with itself as body, and the next request carries the new one", async () => {
    const api = await service.api();
    await api.reissueToken();
    const [reissue] = service.server.to("POST /auth/token/reissue");
    expect(JSON.parse(reissue?.body ?? "")).toEqual({ token: "1".padStart(32, "0") });
    expect(reissue?.headers.authorization).toBeUndefined();
    await api.session.get("/vms");
    expect(service.server.to("GET /vms")[0]?.headers.authorization).toBe(`FH-AUTH ${"2".padStart(32, "0")}`);
    expect(service.passwordPosts).toBe(1);
  });

  it("is sent as Authorization on a reissue where that is asked for", async () => {
    const api = await service.api({ authorizeReissue: true });
    await api.reissueToken();
    const [reissue] = service.server.to("POST /auth/token/reissue");
    expect(reissue?.headers.authorization).toBe(`FH-AUTH ${"1".padStart(32, "0")}`);
    expect(reissue?.headers["x-account-context"]).toBeUndefined();
  });

  it("stays in use when a reissue fails for a reason that may pass", async () => {
    const api = await service.api();
    service.server.on("POST /auth/token/reissue", () => ({ status: 503 }));
    await expect(api.reissueToken()).rejects.toMatchObject({ reason: "service-error" });
    expect((await api.makeRequest("/vms")).status).toBe(200);
    expect(service.server.to("GET /vms")[0]?.headers.authorization).toBe(`FH-AUTH ${"1".padStart(32, "0")}`);
    expect(service.passwordPosts).toBe(1);
  });

  it("is replaced by a login when the reissue is refused", async () => {
    const api = await service.api();
    service.server.on("POST /auth/token/reissue", () => ({ status: 401, body: { error: "invalid_token" } }));
    await api.reissueToken();
    expect(service.passwordPosts).toBe(2);
    expect((await api.makeRequest("/vms")).status).toBe(200);
  });

  it("is reissued at intervals until that is stopped", async () => {
    const api = await service.api();
    const stop = api.startAutoReissue({ everyMs: 5 * minute });
    const reissues = (): number => service.server.to("POST /auth/token/reissue").length;
    await service.clock.advance(5 * minute - 1);
    expect(reissues()).toBe(0);
    await service.clock.advance(1);
    await expect.poll(reissues).toBe(1);
    await expect.poll(() => service.clock.pendingTimers).toBe(1);
    await service.clock.advance(5 * minute);
    await expect.poll(reissues).toBe(2);
    await expect.poll(() => service.clock.pendingTimers).toBe(1);
    stop();
    expect(service.clock.pendingTimers).toBe(0);
  });

  it("is reissued at intervals in spite of a failed round, which is logged", async () => {
    const warnings: string[] = [];
    const silent = (): void => {};
    const logger = { debug: silent, info: silent, error: silent, warn: (text: string) => void warnings.push(text) };
    const api = await service.api({ logger });
    let status = 503;
    service.server.on("POST /auth/token/reissue", () => ({ status, body: { Message: "Try later" } }));
    api.startAutoReissue();
    await service.clock.advance(600_000);
    await expect.poll(() => warnings.length).toBe(1);
    expect(warnings[0]).toContain("Try later");
    status = 401;
    await service.clock.advance(600_000);
    await expect.poll(() => service.passwordPosts).toBe(2);
    await expect.poll(() => service.clock.pendingTimers).toBe(1);
    await api.close();
    expect(service.clock.pendingTimers).toBe(0);
  });

  it.each([0, -1, Number.NaN, 2 ** 31])("is not reissued every %d ms", async (everyMs) => {
    const api = await service.api();
    expect(() => api.startAutoReissue({ everyMs })).toThrow("everyMs");
  });
});
