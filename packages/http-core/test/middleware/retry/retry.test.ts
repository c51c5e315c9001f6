import { describe, expect, it } from "vitest";
import {
  createSession,
  TransportError,
  type HttpError,
  type HttpResponse,
  type RequestOptions,
  type Session,
  type Transport,
  type RetryEvent,
} from "../../../src/index.js";
import { createResponse } from "../../../src/http/body-response.js";
import { manualClock, memoryTransport, type ManualClock } from "../../../src/testing/index.js";
import { oneShot } from "../../support/one-shot.js";

const baseUrl = "https://api.example.com";

/** A transport that plays a script: statuses with headers, or faults. */
type Step = number | { status: number; headers?: Record<string, string> } | "refused" | "reset" | "tls";

function scripted(...script: readonly Step[]): Transport & { sent: number } {
  const fault = {
    refused: ["CONNECT_FAILED", "none"],
    reset: ["CONNECTION_RESET", "unknown"],
    tls: ["TLS_FAILED", "none"],
  } as const;
  return {
    sent: 0,
    async send(request) {
      const step = script[Math.min(this.sent++, script.length - 1)] ?? 200;
      if (typeof step === "string") {
        const [code, bytesSent] = fault[step];
        throw new TransportError(code, step, { phase: "send", bytesSent });
      }
      const { status, headers = {} } = typeof step === "number" ? { status: step } : step;
      return createResponse({ status, url: request.url, headers: new Headers(headers) });
    },
  };
}

async function outcome(
  transport: Transport,
  options: RequestOptions,
  clock: ManualClock = manualClock(),
  random = 0.5,
): Promise<unknown> {
  const session = createSession({ baseUrl, transport, clock, random: () => random });
  const settled = session.request("/", options).catch((error: unknown) => error);
  for (let i = 0; i < 60; i++) await clock.advance(1_000);
  return settled;
}

describe("a transient fault", () => {
  const rows: readonly (readonly [string, RequestOptions, readonly Step[], number])[] = [
    ["GET after 503", {}, [503, 200], 2],
    ["GET after 500, 502, 504", {}, [500, 502, 200], 3],
    ["GET after 429", {}, [429, 200], 2],
    ["GET after 408", {}, [408, 200], 2],
    ["HEAD after a reset", { method: "HEAD" }, ["reset", 200], 2],
    ["OPTIONS after a refused connection", { method: "OPTIONS" }, ["refused", 200], 2],
    ["GET at most three times", {}, [503, 503, 503, 200], 3],
    ["GET as often as it says", { retry: { attempts: 5 } }, [503, 503, 503, 503, 200], 5],
    ["GET once where repeats are off", { retry: false }, [503, 200], 1],
    ["GET once after 501", {}, [501, 200], 1],
    ["GET once after 404", {}, [404, 200], 1],
    ["GET once after a refused certificate", {}, ["tls", 200], 1],
    ["POST once after 503", { method: "POST" }, [503, 200], 1],
    ["POST once after a reset", { method: "POST" }, ["reset", 200], 1],
    ["PUT once after 500", { method: "PUT" }, [500, 200], 1],
    ["POST again where no byte was sent", { method: "POST", json: 1 }, ["refused", 200], 2],
    [
      "POST again where the call calls it idempotent",
      { method: "POST", json: 1, retry: { idempotent: true } },
      ["reset", 503, 200],
      3,
    ],
  ];

  it.each(rows)("sends %s", async (_, options, script, sent) => {
    const transport = scripted(...script);
    await outcome(transport, options);
    expect(transport.sent).toBe(sent);
  });

  it("leaves the outcome of a POST unknown where bytes had gone out", async () => {
    const error = await outcome(scripted("reset"), { method: "POST" });
    expect(error).toMatchObject({
      code: "CONNECTION_RESET",
      outcome: "unknown",
      message: expect.stringContaining("unknown") as string,
    });
  });

  it.each<[string, number, RequestOptions, string | undefined]>([
    ["POST", 502, {}, "unknown"],
    ["POST", 503, {}, "unknown"],
    ["POST", 504, {}, "unknown"],
    ["DELETE", 504, {}, "unknown"],
    ["POST", 500, {}, undefined],
    ["POST", 429, {}, undefined],
    ["POST", 400, {}, undefined],
    ["GET", 503, {}, undefined],
    ["POST", 503, { retry: { idempotent: true } }, undefined],
  ])("of a %s with status %i and %j is known or not", async (method, status, options, expected) => {
    const error = (await outcome(scripted(status), { method, ...options })) as HttpError;
    expect([error.status, error.outcome]).toStrictEqual([status, expected]);
    expect(error.message.includes(`whether the server acted on this ${method} is unknown`)).toBe(
      expected !== undefined,
    );
  });

  it("says that a POST was not sent where no byte went out", async () => {
    expect(await outcome(scripted("refused"), { method: "POST" })).toMatchObject({ outcome: "notSent" });
  });

  it("never repeats a one-shot stream", async () => {
    const transport = scripted("refused", 200);
    await outcome(transport, { method: "POST", body: oneShot(), retry: { idempotent: true } });
    expect(transport.sent).toBe(1);
  });

  it("is told in the error that it ends in", async () => {
    expect(await outcome(scripted(503), {})).toMatchObject({
      status: 503,
      tried: ["retried after 503", "retried after 503"],
      message: expect.stringContaining("retried after 503") as string,
    });
  });
});

describe("the pause before a repeat", () => {
  async function pauses(
    transport: Transport & { sent: number },
    options: RequestOptions,
    random: number,
  ): Promise<number[]> {
    const clock = manualClock();
    const session: Session = createSession({ baseUrl, transport, clock, random: () => random });
    const settled = session.request("/", options).catch((error: unknown) => error);
    const seen: number[] = [];
    for (let ms = 0, sent = 1; ms <= 30_000; ms += 50) {
      await clock.advance(50);
      if (transport.sent > sent) {
        seen.push(ms + 50);
        sent = transport.sent;
      }
    }
    await settled;
    return seen;
  }

  it("doubles, with full jitter", async () => {
    expect(await pauses(scripted(503), { retry: { attempts: 4 } }, 1)).toEqual([500, 1_500, 3_500]);
    expect(await pauses(scripted(503), { retry: { attempts: 4 } }, 0)).toEqual([50]);
  });

  it("is never shorter than minDelayMs, unless jitter or the server ask for more", async () => {
    const retry = { attempts: 4, minDelayMs: 900 };
    expect(await pauses(scripted(503), { retry }, 0)).toEqual([900, 1_800, 2_700]);
    expect(await pauses(scripted(503), { retry }, 1)).toEqual([900, 1_900, 3_900]);
    expect(await pauses(scripted({ status: 503, headers: { "retry-after": "7" } }, 200), { retry }, 0)).toEqual([
      7_000,
    ]);
  });

  it("is never shorter than the server asks, in seconds", async () => {
    expect(await pauses(scripted({ status: 429, headers: { "retry-after": "7" } }, 200), {}, 0.1)).toEqual([7_000]);
  });

  it("is never shorter than the server asks, as a date", async () => {
    const date = new Date(manualClock().nowMs() + 9_000).toUTCString();
    expect(await pauses(scripted({ status: 503, headers: { "retry-after": date } }, 200), {}, 0.1)).toEqual([9_000]);
  });

  it.each(["soon", "-5", ", ", ""])("ignores a Retry-After of %j", async (value) => {
    expect(await pauses(scripted({ status: 503, headers: { "retry-after": value } }, 200), {}, 1)).toEqual([500]);
  });

  it.each([
    ["above the cap", "61", {}],
    ["past the deadline", "20", { timeout: { totalMs: 10_000 } }],
    ["absurd", "1000000000", {}],
  ])("is not begun where the server asks for one %s", async (_, value, options) => {
    const transport = scripted({ status: 429, headers: { "retry-after": value } }, 200);
    expect(await outcome(transport, options)).toMatchObject({
      code: "RETRY_AFTER_TOO_LONG",
      retryAfterMs: Number(value) * 1000,
      cause: { status: 429 },
    });
    expect(transport.sent).toBe(1);
  });
});

describe("the retry quota", () => {
  it("keeps an outage from multiplying traffic", async () => {
    const transport = memoryTransport(() => 503);
    const clock = manualClock();
    const session = createSession({ baseUrl, transport, clock, random: () => 0 });
    const calls = Promise.allSettled(Array.from({ length: 300 }, () => session.get("/")));
    for (let i = 0; i < 20; i++) await clock.advance(1_000);
    await calls;
    expect(transport.requests.length).toBe(300 + 100);
  });

  it("comes back with calls that go well", async () => {
    let broken = true;
    const transport = memoryTransport(() => (broken ? 503 : 200));
    const clock = manualClock();
    const session = createSession({ baseUrl, transport, clock, random: () => 0 });
    const drained = Promise.allSettled(Array.from({ length: 100 }, () => session.get("/")));
    for (let i = 0; i < 20; i++) await clock.advance(1_000);
    await drained;
    broken = false;
    for (let i = 0; i < 10; i++) await session.get("/");
    broken = true;
    const before = transport.requests.length;
    const last: Promise<HttpResponse | unknown> = session.get("/").catch((error: unknown) => error);
    for (let i = 0; i < 5; i++) await clock.advance(1_000);
    await last;
    expect(transport.requests.length - before).toBe(1 + 2);
  });
});

describe("onRetry", () => {
  it("is told of each repeat, with a redacted URL, and may throw", async () => {
    const seen: RetryEvent[] = [];
    const clock = manualClock();
    const onRetry = (event: RetryEvent): void => {
      seen.push(event);
      throw new Error("a listener's own fault");
    };
    const session = createSession({
      baseUrl: "https://a.example",
      clock,
      random: () => 1,
      transport: memoryTransport(() => 503),
      retry: { onRetry },
    });
    const call = session.get("/x?key=secret").catch((error: unknown) => error);
    await clock.advance(10_000);
    expect(await call).toMatchObject({ status: 503 });
    expect(seen.map(({ attempt, delayMs, reason }) => [attempt, delayMs, reason])).toEqual([
      [1, 500, "503"],
      [2, 1_000, "503"],
    ]);
    expect(seen[0]?.url).toBe("https://a.example/x?key=[redacted]");
  });
});
