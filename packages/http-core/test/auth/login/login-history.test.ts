import { describe, expect, it } from "vitest";
import { LoginHistory } from "../../../src/auth/login/login-history.js";

describe("the history of failed logins", () => {
  const rows: readonly (readonly [string, (history: LoginHistory) => void, number])[] = [
    ["a failure, for the window", (history) => history.addFailure(undefined, 0, 1_000), 600_000],
    ["a failure, for a longer back-off", (history) => history.addFailure(undefined, 0, 900_000), 900_000],
    ["a login that was left, for the window", (history) => history.addAbandoned(0), 600_000],
    ["a rejection, for the latch", (history) => history.addRejection(undefined, 3_600_000), 3_600_000],
    ["a failure, for the window of its session", (history) => fail(history, 5_000), 5_000],
  ];

  it.each(rows)("remembers %s", (_, record, untilMs) => {
    const history = new LoginHistory();
    expect(history.isActive(0)).toBe(false);
    record(history);
    expect([history.isActive(untilMs), history.isActive(untilMs + 1)]).toEqual([true, false]);
    history.clear();
    expect([history.isActive(0), history.failures, history.lastFailure]).toEqual([false, 0, undefined]);
  });
});

function fail(history: LoginHistory, windowMs: number): void {
  history.windowMs = windowMs;
  history.addFailure(undefined, 0, 1_000);
}
