import { describe, expect, it } from "vitest";
import {
  createSession,
  TransportError,
  type FailedAttempt,
  type RequestOptions,
  type RetryOptions,
  type Transport,
  type TransportErrorCode,
} from "../../../src/index.js";
import { manualClock, memoryTransport } from "../../../src/testing/index.js";
import { oneShot } from "../../support/one-shot.js";
import { runUntilSettled } from "../../support/run-until-settled.js";

const baseUrl = "https://api.example.com";

/** Responds with each status in turn, and with 200 after the last one. A text is the code of a fault. */
type Script = readonly (number | Extract<TransportErrorCode, "CONNECTION_RESET" | "CONNECT_FAILED" | "TLS_FAILED">)[];

async function play(script: Script, options: RequestOptions): Promise<{ sent: number; result: unknown }> {
  const clock = manualClock();
  let sent = 0;
  const memory = memoryTransport(() => Number(script[sent - 1] ?? 200));
  const transport: Transport = {
    async send(request, context) {
      const step = script[sent++] ?? 200;
      if (typeof step === "number") return memory.send(request, context);
      const bytesSent = step === "CONNECTION_RESET" ? "unknown" : "none";
      throw new TransportError(step, step, { phase: "send", bytesSent });
    },
  };
  await using session = createSession({ baseUrl, transport, clock });
  const call = session.request("/", { body: "x", method: "POST", ...options }).then(
    ({ status }) => status,
    (error: unknown) => error,
  );
  const result = await runUntilSettled(clock, call, 1_000);
  return { sent, result };
}

describe("retry.methods and retry.statuses", () => {
  const rows: readonly (readonly [string, Script, RequestOptions, number])[] = [
    ["a listed method", [503], { retry: { methods: ["POST"] } }, 2],
    ["a listed method in lower case", [503], { retry: { methods: ["post"] } }, 2],
    ["a listed method after a reset", ["CONNECTION_RESET"], { retry: { methods: ["POST"] } }, 2],
    ["no other method", [503], { retry: { methods: ["PUT"] } }, 1],
    ["no GET that is left out", [503], { method: "GET", retry: { methods: ["PUT"] } }, 1],
    ["a GET that is left out, if nothing was sent", ["CONNECT_FAILED"], { method: "GET", retry: { methods: [] } }, 2],
    ["a method that is left out of an idempotent call", [503], { retry: { methods: [], idempotent: true } }, 2],
    ["a listed status", [409], { method: "GET", retry: { statuses: [409] } }, 2],
    ["no status that is left out", [503], { method: "GET", retry: { statuses: [409] } }, 1],
    ["no status of an empty list", [503], { method: "GET", retry: { statuses: [] } }, 1],
    ["a fault with an empty list", ["CONNECTION_RESET"], { method: "GET", retry: { statuses: [] } }, 2],
    ["no listed status of a POST", [409], { retry: { statuses: [409] } }, 1],
  ];

  it.each(rows)("repeat %s", async (_, script, options, sent) => {
    expect((await play(script, options)).sent).toBe(sent);
  });
});

describe("retry.shouldRetry", () => {
  const decide = (decision: unknown): RetryOptions => ({ methods: ["POST"], shouldRetry: () => decision as boolean });
  const rows: readonly (readonly [string, Script, RequestOptions, number])[] = [
    ["repeats a status that is not listed", [404], { retry: decide(true) }, 2],
    ["repeats a fault that usually lasts", ["TLS_FAILED"], { retry: decide(true) }, 2],
    ["ends a call that would be repeated", [503], { retry: decide(false) }, 1],
    ["ends a call after a fault", ["CONNECTION_RESET"], { retry: decide(false) }, 1],
    ["leaves a status to the list", [503], { retry: decide(undefined) }, 2],
    ["leaves another status to the list", [404], { retry: decide(undefined) }, 1],
    ["may take its time", [404], { retry: decide(Promise.resolve(true)) }, 2],
    ["stays within the attempts", [404, 404, 404], { retry: { ...decide(true), attempts: 2 } }, 2],
    ["never repeats what may do harm", [503], { retry: { shouldRetry: () => true } }, 1],
    ["never repeats a stream", [503], { body: oneShot(), retry: decide(true) }, 1],
    ["is not asked about a 401", [401], { retry: decide(true) }, 1],
    ["is not asked about a redirect", [304], { redirect: "manual", retry: decide(true) }, 1],
  ];

  it.each(rows)("%s", async (_, script, options, sent) => {
    expect((await play(script, options)).sent).toBe(sent);
  });

  it("gets what is known of the attempt, redacted", async () => {
    const seen: FailedAttempt[] = [];
    const shouldRetry = (failed: FailedAttempt): undefined => void seen.push(failed);
    const options = { method: "GET", params: { api_key: "k-8812" }, retry: { shouldRetry } };
    await play([503, "CONNECTION_RESET"], options);
    const url = `${baseUrl}/?api_key=[redacted]`;
    expect(seen).toEqual([
      { method: "GET", url, attempt: 1, reason: "503", response: expect.objectContaining({ status: 503 }) },
      { method: "GET", url, attempt: 2, reason: "CONNECTION_RESET" },
    ]);
    expect(seen[0]?.response?.headers).toBeInstanceOf(Headers);
  });

  it("ends the call with the error that it throws", async () => {
    const own = new RangeError("not mine");
    const shouldRetry = (): never => {
      throw own;
    };
    expect(await play([503], { method: "GET", retry: { shouldRetry } })).toEqual({ sent: 1, result: own });
  });

  it.each(["yes", 1, null, {}])("is refused if it returns %j", async (decision) => {
    const { result, sent } = await play([503], { retry: decide(decision) });
    const message = "Option retry.shouldRetry must be a function that returns true, false or undefined";
    expect([sent, result]).toEqual([1, expect.objectContaining({ code: "OPTION_INVALID", message })]);
  });
});
