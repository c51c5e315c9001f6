import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { createSession, type TokenStore } from "../../src/index.js";
import { manualClock, memoryTransport } from "../../src/testing/index.js";
import { driven } from "../support/run-clock.js";
import { TokenService } from "../support/token-service.js";

describe("the channel of repeats", () => {
  it("tells why, after how long, and where to, with nothing secret in the URL", async () => {
    const seen: unknown[] = [];
    const listener = (message: unknown): void => void seen.push(message);
    const statuses = [503, 200];
    const clock = manualClock();
    const session = createSession({
      baseUrl: "https://api.example.com",
      clock,
      random: () => 0.5,
      transport: memoryTransport(() => statuses.shift()),
    });
    subscribe("org:http-core:retry", listener);
    try {
      await driven(clock, session.get("/x", { params: { token: "canary-1" } }));
    } finally {
      unsubscribe("org:http-core:retry", listener);
    }
    expect(seen).toEqual([expect.objectContaining({ method: "GET", reason: "503", delayMs: 250, attempt: 1 })]);
    expect(JSON.stringify(seen)).not.toContain("canary-1");
  });
});

describe("a session without a logger", () => {
  const down = (fault: unknown): TokenStore => ({
    get: () => Promise.reject(fault),
    set: () => Promise.reject(fault),
    delete: () => Promise.reject(fault),
  });

  it.each([
    [Object.assign(new Error("redis://user:hunter2@host"), { code: "ECONNREFUSED" }), "ECONNREFUSED"],
    [new TypeError("hunter2"), "TypeError"],
    ["hunter2", "unknown fault"],
  ])("warns through the process, by the kind of the fault alone: %s", async (fault, kind) => {
    const warning = once(process, "warning") as Promise<[Error]>;
    await new TokenService().session({ tokenStore: down(fault) }).get("/x");
    const [{ message }] = await warning;
    expect(message).toContain(`(${kind})`);
    expect(message).not.toContain("hunter2");
  });
});
