import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { retryAfterMs } from "../../../src/http/response-headers/retry-after.js";
import { manualClock } from "../../../src/testing/index.js";

/** Noon on Friday, 2 January 2026, in UTC. */
const noon = Date.UTC(2026, 0, 2, 12);

function read(headers: Record<string, string>): number | undefined {
  return retryAfterMs(new Headers(headers), manualClock(noon));
}

describe("Retry-After", () => {
  const rows: readonly (readonly [value: string, waitMs: number | undefined])[] = [
    ["0", 0],
    ["120", 120_000],
    ["1.5", 2_000],
    ["0.001", 1_000],
    ["2.", 2_000],
    ["1, 1", 1_000],
    ["1, 30, 2.5", 30_000],
    ["5,nonsense", 5_000],
    ["Fri, 02 Jan 2026 12:00:07 GMT", 7_000],
    ["Fri, 02 Jan 2026 11:59:00 GMT", 0],
    ["Friday, 02-Jan-26 12:00:07 GMT", 7_000],
    ["Fri Jan  2 12:00:07 2026", 7_000],
    ["Fri, 02 Jan 2026 12:00:07", 7_000],
    ["Fri, 02 Jan 2026 14:00:07 +0200", 7_000],
    ["2026-01-02T12:00:07Z", 7_000],
    ["2026-01-02T12:00:07", 7_000],
    ["Fri, 02 Jan 2026 12:00:07 GMT, 60", 60_000],
    ["3, Fri, 02 Jan 2026 12:00:07 GMT", 7_000],
    ["Fri, 02 Jan 2026 12:00:07 GMT, Friday, 02-Jan-26 12:00:09 GMT", 9_000],
    ["9".repeat(400), Number.MAX_SAFE_INTEGER],
    ["", undefined],
    [" , ", undefined],
    ["soon", undefined],
    ["-5", undefined],
    ["1e3", undefined],
    ["Infinity", undefined],
  ];

  it.each(rows)("of %j asks for %j ms", (value, waitMs) => {
    expect(read({ "retry-after": value })).toBe(waitMs);
  });

  it("that is absent asks for nothing", () => expect(read({})).toBeUndefined());

  it.each([
    ["ahead of", 300],
    ["behind", -300],
  ])("as a date is compared to the Date of a server whose clock is %s ours", (_, seconds) => {
    const at = (ms: number): string => new Date(noon + seconds * 1000 + ms).toUTCString();
    expect(read({ "retry-after": at(2_000), date: at(0) })).toBe(2_000);
    expect(read({ "retry-after": at(-2_000), date: at(0) })).toBe(0);
  });

  it.each(["", "yesterday", "12"])("as a date is compared to the clock if Date is %j", (date) => {
    expect(read({ "retry-after": new Date(noon + 2_000).toUTCString(), date })).toBe(2_000);
  });

  it("in seconds does not depend on Date", () => {
    expect(read({ "retry-after": "2", date: new Date(noon + 300_000).toUTCString() })).toBe(2_000);
  });

  it("never gives less than any of its values asks for", () => {
    const value = fc.oneof(
      fc.nat(10_000),
      fc.double({ min: 0, max: 10_000, noNaN: true }).map((n) => Number(n.toFixed(3))),
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 4 }), (values) => {
        expect(read({ "retry-after": values.join(", ") })).toBeGreaterThanOrEqual(Math.max(...values) * 1000);
      }),
    );
  });
});
