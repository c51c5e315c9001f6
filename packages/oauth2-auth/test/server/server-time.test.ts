import { describe, expect, it } from "vitest";
import { clockOffsetSeconds } from "../../src/server/server-time.js";

describe("the server's time", () => {
  const responseOf = (date: string): Response => new Response("", { headers: { date } });
  it.each<[string, (nowMs: number) => Response | undefined, number]>([
    ["a response's date", (nowMs) => responseOf(new Date(nowMs + 3_600_000).toUTCString()), 3_600],
    ["an earlier date", (nowMs) => responseOf(new Date(nowMs - 3_600_000).toUTCString()), -3_600],
    ["no date", () => new Response(""), 7],
    ["a date that is none", () => responseOf("yesterday"), 7],
    ["no response", () => undefined, 7],
  ])("is found by %s", (_title, makeResponse, seconds) => {
    const nowMs = Date.now();
    const clock = { nowMs: () => nowMs + 7_000, monotonicMs: () => 0, setTimer: () => () => {} };
    expect(Math.abs(clockOffsetSeconds(makeResponse(nowMs), clock) - seconds)).toBeLessThanOrEqual(2);
  });
});
