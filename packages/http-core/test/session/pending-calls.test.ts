import { describe, expect, it } from "vitest";
import { createSession, TransportError, type BytesSent, type CallEndedError, type Transport } from "../../src/index.js";
import { manualClock, memoryTransport } from "../../src/testing/index.js";

const baseUrl = "https://api.example.com/v1";

describe("a call's end", () => {
  it("comes with its deadline, back-off and attempts included", async () => {
    const clock = manualClock();
    const session = createSession({
      baseUrl,
      clock,
      random: () => 1,
      transport: memoryTransport(() => 503),
      timeout: { totalMs: 700 },
    });
    const outcome = session.get("/").catch((error: unknown) => error);
    await clock.advance(701);
    expect(await outcome).toMatchObject({ code: "TIMEOUT", name: "CallEndedError" });
  });

  it("comes with the caller's signal, whose reason is the cause", async () => {
    const session = createSession({ baseUrl, transport: memoryTransport(() => new Promise(() => {})) });
    const controller = new AbortController();
    const reason = new Error("no longer needed");
    const outcome = session.get("/", { signal: controller.signal }).catch((error: unknown) => error);
    controller.abort(reason);
    expect(await outcome).toMatchObject({ code: "ABORTED", cause: reason });
  });

  it("comes with the session's close", async () => {
    const session = createSession({ baseUrl, transport: memoryTransport(() => new Promise(() => {})) });
    const outcome = session.get("/").catch((error: unknown) => error);
    await session.close();
    expect(await outcome).toMatchObject({ code: "SESSION_CLOSED" });
  });
});

describe("the outcome of a call that its deadline ends", () => {
  const heedful = (bytesSent: BytesSent): Transport => ({
    send: ({ method }, { signal }) =>
      new Promise((_resolve, reject) => {
        const fail = (): void =>
          reject(new TransportError("SEND_ABORTED", "aborted", { phase: "send", bytesSent, method }));
        signal?.addEventListener("abort", fail);
      }),
  });
  const deaf: Transport = { send: () => new Promise(() => {}) };

  it.each<[string, string, Transport, string | undefined]>([
    ["POST", "some bytes", heedful("some"), "unknown"],
    ["POST", "perhaps some bytes", heedful("unknown"), "unknown"],
    ["POST", "no byte", heedful("none"), "notSent"],
    ["GET", "some bytes", heedful("some"), undefined],
    ["POST", "nobody knows what", deaf, undefined],
  ])("is known for a %s after %s or not", async (method, _sent, transport, outcome) => {
    const clock = manualClock();
    await using session = createSession({ baseUrl, clock, transport, timeout: { totalMs: 700 } });
    const failure = session.request("/", { method }).catch((error: unknown) => error);
    await clock.advance(701);
    const error = (await failure) as CallEndedError;
    expect([error.code, error.outcome]).toStrictEqual(["TIMEOUT", outcome]);
    expect(error.message.endsWith("whether the server acted on this POST is unknown")).toBe(outcome === "unknown");
  });
});

describe("a transport that does not heed its signal", () => {
  it("can't hold a caller past the deadline or the abort", async () => {
    const clock = manualClock();
    const deaf = { send: () => new Promise<never>(() => {}) };
    const session = createSession({ baseUrl, clock, transport: deaf, timeout: { totalMs: 1_000 } });
    const controller = new AbortController();
    const late = session.get("/").catch((error: unknown) => error);
    const aborted = session.get("/", { signal: controller.signal }).catch((error: unknown) => error);
    await clock.advance(500);
    controller.abort();
    expect(await aborted).toMatchObject({ code: "ABORTED" });
    await clock.advance(501);
    expect(await late).toMatchObject({ code: "TIMEOUT" });
  });
});

describe("a transport whose error can't be read", () => {
  it("ends the call with what the reading throws", async () => {
    const fault = new Error("unreadable");
    const unreadable = Object.defineProperty(new Error("refused"), "stack", {
      get() {
        throw fault;
      },
    });
    const session = createSession({ baseUrl, transport: { send: () => Promise.reject(unreadable) }, retry: false });
    expect(await session.get("/").catch((error: unknown) => error)).toBe(fault);
  });
});
