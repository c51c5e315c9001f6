import { describe, expect, it } from "vitest";
import { Lazy } from "../../src/util/lazy.js";

describe("a lazy value", () => {
  it("is made once, and again after it was dropped", async () => {
    let made = 0;
    const lazy = new Lazy(async () => ++made);
    expect(await Promise.all([lazy.get(), lazy.get()])).toEqual([1, 1]);
    const released: number[] = [];
    await lazy.drop((value) => released.push(value));
    await lazy.drop((value) => released.push(value));
    expect(await lazy.get()).toBe(2);
    expect(released).toEqual([1]);
  });

  it("is returned without a promise once it has been made", async () => {
    const lazy = new Lazy(async () => "made");
    await lazy.get();
    expect(lazy.get()).toBe("made");
  });

  it("is tried again after a failure, and dropping a failure fails nothing", async () => {
    const results = [Promise.reject(new Error("missing")), Promise.resolve("made")];
    results[0]?.catch(() => {});
    const lazy = new Lazy(() => results.shift() ?? Promise.resolve("none"));
    const first = Promise.resolve(lazy.get());
    const dropped = lazy.drop(() => expect.fail("there is nothing to release"));
    await expect(first).rejects.toThrow("missing");
    await dropped;
    expect(await lazy.get()).toBe("made");
  });
});
