import { createSession, type Session } from "@org/http-core";
import { manualClock, memoryTransport, type ManualClock } from "@org/http-core/testing";
import { describe, expect, it } from "vitest";
import { paceCalls } from "../pace-calls.js";

interface Paced {
  readonly session: Session;
  readonly clock: ManualClock;
  /** When each request was sent, in milliseconds from the start. */
  readonly sentAtMs: readonly number[];
}

/** A session whose first response has the given headers. */
function open(headers: Record<string, string>, maxCalls = 1_000): Paced {
  const clock = manualClock();
  const sentAtMs: number[] = [];
  const transport = memoryTransport(() => {
    sentAtMs.push(clock.monotonicMs());
    return sentAtMs.length === 1 ? { status: 200, headers } : 200;
  });
  const middleware = [paceCalls(maxCalls, 600_000, clock)];
  const session = createSession({ baseUrl: "https://api.example.com", clock, middleware, timeout: 0, transport });
  return { session, clock, sentAtMs };
}

/** Lets everything run that waits for no clock. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
}

describe("a pause that the server asks for", () => {
  const rows: readonly (readonly [string, Record<string, string>, number])[] = [
    ["Retry-After in seconds", { "retry-after": "7" }, 7_000],
    ["Retry-After as a date", { "retry-after": new Date(manualClock().nowMs() + 9_000).toUTCString() }, 9_000],
    ["RateLimit", { ratelimit: '"default";r=0;t=5' }, 5_000],
    ["RateLimit with several policies", { ratelimit: '"burst";r=0;t=5, "daily";r=0;t=30' }, 30_000],
    ["RateLimit of which only one policy is exhausted", { ratelimit: '"burst";r=0;t=5, "daily";r=10;t=30' }, 5_000],
    ["RateLimit-Remaining and RateLimit-Reset", { "ratelimit-remaining": "0", "ratelimit-reset": "4" }, 4_000],
    ["the longer one of two", { "retry-after": "2", ratelimit: '"default";r=0;t=5' }, 5_000],
    ["more than ten minutes", { "retry-after": "86400" }, 600_000],
    ["a quota that is left", { ratelimit: '"default";r=1;t=5', "ratelimit-remaining": "1", "ratelimit-reset": "4" }, 0],
    ["nothing that can be read", { ratelimit: "r=0", "ratelimit-remaining": "0", "ratelimit-reset": "soon" }, 0],
    ["nothing", {}, 0],
  ];

  it.each(rows)("is made by later calls: %s", async (_, headers, pauseMs) => {
    const { session, clock, sentAtMs } = open(headers);
    await session.get("/first");
    const calls = [session.get("/second"), session.get("/third")];
    await settle();
    await clock.advance(Math.max(0, pauseMs - 1));
    if (pauseMs > 0) expect(sentAtMs).toHaveLength(1);
    await clock.advance(1);
    await Promise.all(calls);
    expect(sentAtMs).toEqual([0, pauseMs, pauseMs]);
  });

  it("ends with the call that waits", async () => {
    const { session, clock, sentAtMs } = open({ "retry-after": "60" });
    await session.get("/first");
    const call = session.get("/second", { timeout: 1_000 }).catch((error: unknown) => error);
    await settle();
    await clock.advance(1_001);
    expect(await call).toMatchObject({ code: "TIMEOUT" });
    expect(sentAtMs).toHaveLength(1);
  });
});

describe("the limiter", () => {
  it("lets no more calls begin than the window allows", async () => {
    const { session, sentAtMs } = open({}, 2);
    const controller = new AbortController();
    const calls = Array.from({ length: 4 }, () => session.get("/", { signal: controller.signal }));
    const results = Promise.allSettled(calls);
    await Promise.all(calls.slice(0, 2));
    await settle();
    expect(sentAtMs).toHaveLength(2);
    controller.abort();
    expect((await results).map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "rejected"]);
  });
});
