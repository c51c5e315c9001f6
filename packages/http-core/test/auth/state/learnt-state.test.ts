import { describe, expect, it } from "vitest";
import { Secret } from "../../../src/index.js";
import { LearntState } from "../../../src/auth/state/learnt-state.js";
import { OriginStates } from "../../../src/auth/state/origin-states.js";

const none = { state: undefined, use: 0 };

describe("a learnt state", () => {
  it("counts the requests that carry it", () => {
    const learnt = new LearntState();
    learnt.learn("n");
    expect(learnt.current).toEqual({ state: "n", use: 0 });
    expect([learnt.take(), learnt.take()]).toEqual([
      { state: "n", use: 1 },
      { state: "n", use: 2 },
    ]);
    expect(learnt.current).toEqual({ state: "n", use: 2 });
  });

  it("shows its next use without counting it", () => {
    const learnt = new LearntState();
    learnt.learn("n");
    learnt.take();
    expect([learnt.next, learnt.next]).toEqual([
      { state: "n", use: 2 },
      { state: "n", use: 2 },
    ]);
    expect(learnt.current.use).toBe(1);
  });

  it.each([
    ["text", "n", "n"],
    ["an object", { nonce: "n", skewMs: 5 }, { skewMs: 5, nonce: "n" }],
    ["a secret", { key: new Secret("k") }, { key: new Secret("k") }],
  ])("keeps its count where the data is equal: %s", (_, one, other) => {
    const learnt = new LearntState();
    learnt.learn(one);
    learnt.take();
    learnt.learn(other);
    expect(learnt.take()).toEqual({ state: other, use: 2 });
  });

  it.each([[{ nonce: "m" }], [new Secret("k")], [0], [""], [null]])("counts anew with other data: %j", (other) => {
    const learnt = new LearntState();
    learnt.learn({ nonce: "n" });
    learnt.take();
    learnt.learn(other);
    expect(learnt.take()).toEqual({ state: other, use: 1 });
  });

  it("is forgotten by undefined, and has no use then", () => {
    const learnt = new LearntState();
    learnt.learn("n");
    learnt.take();
    learnt.learn(undefined);
    expect([learnt.current, learnt.next, learnt.take(), learnt.take()]).toEqual([none, none, none, none]);
    learnt.learn("n");
    expect(learnt.take()).toEqual({ state: "n", use: 1 });
  });
});

describe("the states of origins", () => {
  it("are apart", () => {
    const states = new OriginStates();
    states.at("https://a").learn("n");
    expect(states.at("https://a").current.state).toBe("n");
    expect(states.at("https://b").current.state).toBeUndefined();
  });

  it("are gone after a reset, also for what a late response teaches", () => {
    const states = new OriginStates();
    const late = states.at("https://a");
    late.learn("n");
    states.reset();
    late.learn("m");
    expect(states.at("https://a").current).toEqual(none);
  });
});
