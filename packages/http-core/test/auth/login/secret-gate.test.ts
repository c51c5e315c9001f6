import { describe, expect, it } from "vitest";
import { AuthenticationError } from "../../../src/index.js";
import { GateTurns, SecretGate } from "../../../src/auth/login/secret-gate.js";

/** Logins that start when a gate lets them, and end when a test says so. */
function startLogins(gates: readonly (readonly SecretGate[])[]) {
  const logins = gates.map(() => Promise.withResolvers<string>());
  const started: number[] = [];
  const controllers = gates.map(() => new AbortController());
  const results = gates.map((own, index) => {
    const login = (): Promise<string> => {
      started.push(index);
      return logins[index]?.promise ?? Promise.reject(new Error("no such login"));
    };
    const result = new GateTurns().run(own, login, controllers[index]?.signal ?? AbortSignal.abort());
    result.catch(() => {});
    return result;
  });
  const settle = async (): Promise<void> => void (await new Promise((resolve) => setImmediate(resolve)));
  return {
    started,
    results,
    succeed: (index: number) => (logins[index]?.resolve("ok"), settle()),
    fail: (index: number, error: Error) => (logins[index]?.reject(error), settle()),
    abort: (index: number) => (controllers[index]?.abort(new Error("left")), settle()),
    settle,
  };
}

const rejected = new AuthenticationError("rejected", "wrong");
const transient = new AuthenticationError("transient", "down");

describe("the gate of a secret", () => {
  it("lets the others in at once when one login has succeeded", async () => {
    const gate = new SecretGate();
    const logins = startLogins(Array.from({ length: 20 }, () => [gate]));
    await logins.settle();
    expect(logins.started).toEqual([0]);
    await logins.succeed(0);
    expect(logins.started).toHaveLength(20);
    const later = startLogins([[gate], [gate]]);
    await later.settle();
    expect(later.started).toEqual([0, 1]);
  });

  it.each([
    ["was rejected", rejected],
    ["failed for another reason", transient],
  ])("lets one login in after another that %s", async (_, error) => {
    const gate = new SecretGate();
    const logins = startLogins([[gate], [gate], [gate]]);
    await logins.settle();
    await logins.fail(0, error);
    expect(logins.started).toEqual([0, 1]);
    await logins.fail(1, error);
    expect(logins.started).toEqual([0, 1, 2]);
  });

  it("closes again after a rejection", async () => {
    const gate = new SecretGate();
    const first = startLogins([[gate], [gate]]);
    await first.settle();
    await first.succeed(0);
    await first.fail(1, rejected);
    const second = startLogins([[gate], [gate]]);
    await second.settle();
    expect(second.started).toEqual([0]);
  });

  it("stays open after a failure of another kind", async () => {
    const gate = new SecretGate();
    const first = startLogins([[gate], [gate]]);
    await first.settle();
    await first.succeed(0);
    await first.fail(1, transient);
    const second = startLogins([[gate], [gate]]);
    await second.settle();
    expect(second.started).toEqual([0, 1]);
  });

  it("lets nobody pass those who wait when one of them leaves", async () => {
    const gate = new SecretGate();
    const logins = startLogins([[gate], [gate], [gate]]);
    await logins.settle();
    await logins.abort(1);
    await expect(logins.results[1]).rejects.toThrow("left");
    expect(logins.started).toEqual([0]);
    await logins.fail(0, transient);
    expect(logins.started).toEqual([0, 2]);
  });

  it("of one login origin also holds logins with more of them, without a deadlock", async () => {
    const [one, other] = [new SecretGate(), new SecretGate()];
    const logins = startLogins([[one, other], [other], [one]]);
    await logins.settle();
    expect(logins.started).toContain(1);
    await logins.fail(1, transient);
    await logins.fail(0, transient);
    await logins.fail(2, transient);
    expect([...logins.started].sort()).toEqual([0, 1, 2]);
  });

  it("may be forgotten only while nobody waits", async () => {
    const gate = new SecretGate();
    expect(gate.isIdle).toBe(true);
    const logins = startLogins([[gate], [gate]]);
    await logins.settle();
    expect(gate.isIdle).toBe(false);
    await logins.succeed(0);
    await logins.succeed(1);
    expect(gate.isIdle).toBe(true);
  });
});
