import { describe, expect, it } from "vitest";
import { memoryPermits } from "../../../src/index.js";
import { LoginLock } from "../../../src/auth/login/login-lock.js";
import { manualClock } from "../../../src/testing/index.js";

describe("the login lock", () => {
  it("is free again by itself where its taker died", async () => {
    const clock = manualClock();
    const permits = memoryPermits(clock);
    await permits.take("lock", 65_000);
    const lock = new LoginLock(permits, clock, () => 0.5);
    const result = lock.run(
      { key: "lock", ttlMs: 65_000, findResult: async () => undefined, login: async () => "logged in" },
      new AbortController().signal,
    );
    await clock.advance(66_000);
    expect(await result).toBe("logged in");
  });

  it("ends the wait of a process that finds a credential in the meantime", async () => {
    const clock = manualClock();
    const permits = memoryPermits(clock);
    await permits.take("lock", 65_000);
    let found: string | undefined;
    const lock = new LoginLock(permits, clock, () => 0.5);
    const result = lock.run(
      { key: "lock", ttlMs: 65_000, findResult: async () => found, login: async () => "logged in" },
      new AbortController().signal,
    );
    await clock.advance(1_000);
    found = "from the store";
    await clock.advance(1_000);
    expect(await result).toBe("from the store");
  });

  it("is given back after a login that failed", async () => {
    const clock = manualClock();
    const permits = memoryPermits(clock);
    const lock = new LoginLock(permits, clock, () => 0.5);
    const failing = lock.run(
      { key: "lock", ttlMs: 65_000, findResult: async () => undefined, login: () => Promise.reject(new Error("no")) },
      new AbortController().signal,
    );
    await expect(failing).rejects.toThrow("no");
    expect(await permits.peek("lock")).toBe(0);
  });
});
