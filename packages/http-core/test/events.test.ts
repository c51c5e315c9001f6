import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { manualClock, memoryTransport } from "../src/testing/index.js";
import { createSession, type Session } from "../src/index.js";
import { runUntilSettled } from "./support/run-until-settled.js";
import { TokenService } from "./support/token-service.js";

const names = ["request", "response", "reauth", "retry"].map((name) => `org:http-core:${name}`);

const clock = manualClock();

describe("the events of a call", () => {
  const seen: { readonly name: string; readonly callId: unknown; readonly facts: Record<string, unknown> }[] = [];
  const listen = (message: unknown, name: string | symbol): void => {
    const { callId, ...facts } = message as Record<string, unknown>;
    seen.push({ name: String(name).slice("org:http-core:".length), callId, facts });
  };
  beforeEach(() => names.forEach((name) => subscribe(name, listen)));
  afterEach(() => {
    names.forEach((name) => unsubscribe(name, listen));
    seen.length = 0;
  });

  function responding(...statuses: number[]): Session {
    const transport = memoryTransport(() => statuses.shift());
    return createSession({ baseUrl: "https://api.example.com", clock, random: () => 0.5, transport });
  }

  it("share an id that no other call has", async () => {
    const session = responding(503, 200, 200);
    await runUntilSettled(clock, session.get("/a"));
    await session.get("/b");
    const ids = seen.map(({ callId }) => callId);
    expect(seen.map(({ name }) => name)).toEqual(["request", "retry", "response", "request", "response"]);
    expect(new Set(ids).size).toBe(2);
    expect(new Set(ids.slice(0, 3)).size).toBe(1);
  });

  it("tell how it ended, after how many attempts and how long", async () => {
    await runUntilSettled(clock, responding(503, 200).get("/a?token=canary-1"));
    await responding(404)
      .get("/b")
      .catch(() => {});
    await responding()
      .post("/c")
      .catch(() => {});
    const ends = seen.filter(({ name }) => name === "response").map(({ facts }) => facts);
    expect(ends).toEqual([
      { method: "GET", url: "https://api.example.com/a?token=[redacted]", status: 200, attempts: 2, durationMs: 250 },
      { method: "GET", url: "https://api.example.com/b", status: 404, attempts: 1, durationMs: 0 },
      { method: "POST", url: "https://api.example.com/c", code: "UNEXPECTED_REQUEST", attempts: 1, durationMs: 0 },
    ]);
  });

  it("tell of a re-authentication, and by which scheme", async () => {
    const service = new TokenService();
    const session = service.session();
    await session.get("/x");
    service.revoke();
    await session.get("/x");
    const [reauth] = seen.filter(({ name }) => name === "reauth");
    expect(reauth?.facts).toMatchObject({ scheme: service.scheme().name, method: "GET", status: 401 });
    expect(seen.some(({ name, callId }) => name === "request" && callId === reauth?.callId)).toBe(true);
  });
});

describe("the channel of repeats", () => {
  it("tells why, after how long, and where to, with nothing secret in the URL", async () => {
    const seen: unknown[] = [];
    const listener = (message: unknown): void => void seen.push(message);
    const statuses = [503, 200];
    const session = createSession({
      baseUrl: "https://api.example.com",
      clock,
      random: () => 0.5,
      transport: memoryTransport(() => statuses.shift()),
    });
    subscribe("org:http-core:retry", listener);
    try {
      await runUntilSettled(clock, session.get("/x", { params: { token: "canary-1" } }));
    } finally {
      unsubscribe("org:http-core:retry", listener);
    }
    expect(seen).toEqual([expect.objectContaining({ method: "GET", reason: "503", delayMs: 250, attempt: 1 })]);
    expect(JSON.stringify(seen)).not.toContain("canary-1");
  });
});
