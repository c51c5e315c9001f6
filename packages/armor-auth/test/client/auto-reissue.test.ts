import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { transports } from "../support/transports.js";
import { V1Service } from "../support/v1-service.js";
import { collectWarnings } from "../support/warnings.js";

const minute = 60_000;

describe.each(transports)("a v1 token over $name", ({ make }) => {
  let service: V1Service;
  beforeEach(async () => void (service = await V1Service.start(make)));
  afterEach(() => service.stop());

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
    const api = await service.api({ logger: collectWarnings(warnings) });
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
