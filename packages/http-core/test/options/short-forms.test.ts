import { describe, expect, it } from "vitest";
import { createSession } from "../../src/index.js";
import { manualClock, memoryTransport } from "../../src/testing/index.js";
import { runUntilSettled } from "../support/run-until-settled.js";

const baseUrl = "https://api.example.com";

describe("a number", () => {
  it.each([1, 2, 3, 10])("as retry is that many attempts in all: %i", async (retry) => {
    const clock = manualClock();
    for (const at of ["session", "call"] as const) {
      const transport = memoryTransport(() => 503);
      const session = createSession({ baseUrl, clock, transport, ...(at === "session" ? { retry } : {}) });
      const call = session.get("/", at === "call" ? { retry } : {});
      await expect(runUntilSettled(clock, call, 1_000)).rejects.toMatchObject({ status: 503 });
      expect(transport.requests).toHaveLength(retry);
    }
  });

  it("as timeout limits the whole call, and leaves the other limits of the session", async () => {
    const clock = manualClock();
    const transport = memoryTransport(() => new Promise<never>(() => {}));
    const session = createSession({ baseUrl, clock, transport, timeout: { idleMs: 7_000 } });
    const call = session.get("/", { timeout: 1_500 });
    const failure = call.catch((error: unknown) => error);
    await clock.advance(1_501);
    const message = expect.stringContaining("1500") as string;
    expect(await failure).toMatchObject({ code: "TIMEOUT", message });
    expect(() => createSession({ timeout: -1 })).toThrow("a number of milliseconds for the whole call");
  });

  it("of an extended session is merged with the limits of its parent", async () => {
    const clock = manualClock();
    const transport = memoryTransport(() => new Promise<never>(() => {}));
    const parent = createSession({ baseUrl, clock, transport, timeout: 5_000, retry: 2 });
    const call = parent.extend({ timeout: 1_500, retry: 1 }).get("/");
    const failure = call.catch((error: unknown) => error);
    await clock.advance(1_501);
    expect(await failure).toMatchObject({ code: "TIMEOUT" });
  });
});
