import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { raceWithAbort } from "../../src/util/abort.js";

const never = new Promise<never>(() => {});

describe("a race with an abort", () => {
  it.each([
    ["resolves", () => Promise.resolve("value"), { status: "fulfilled", value: "value" }],
    ["rejects", () => Promise.reject(new Error("failed")), { status: "rejected", reason: new Error("failed") }],
  ])("%s as the promise does, and leaves no listener", async (_, start, result) => {
    const { signal } = new AbortController();
    expect(await Promise.allSettled([raceWithAbort<string>(start(), signal)])).toEqual([result]);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  it("takes what is no promise, as a scheme in JavaScript may return", async () => {
    const { signal } = new AbortController();
    await expect(raceWithAbort("value" as never, signal)).resolves.toBe("value");
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  it("rejects with the signal's reason when it aborts first, and leaves no listener", async () => {
    const controller = new AbortController();
    const race = raceWithAbort(never, controller.signal);
    controller.abort("reason");
    await expect(race).rejects.toBe("reason");
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
  });

  it("rejects with the reason of a signal that has aborted before", async () => {
    await expect(raceWithAbort(never, AbortSignal.abort("reason"))).rejects.toBe("reason");
  });

  it("ignores what the promise does after the abort", async () => {
    const controller = new AbortController();
    const { promise, reject } = Promise.withResolvers<never>();
    const race = raceWithAbort(promise, controller.signal);
    controller.abort("reason");
    reject(new Error("later"));
    await expect(race).rejects.toBe("reason");
  });
});
