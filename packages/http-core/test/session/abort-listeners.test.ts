import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { createSession, Secret, type AuthScheme, type Transport } from "../../src/index.js";
import { memoryTransport } from "../../src/testing/index.js";

const baseUrl = "https://api.example.com";

/** A transport that keeps the signals of its requests; the given statuses are its first responses. */
function noting(signals: AbortSignal[], ...statuses: number[]): Transport {
  const inner = memoryTransport(() => ({ status: statuses.shift() ?? 200 }));
  return {
    send(request, context) {
      if (context.signal !== undefined) signals.push(context.signal);
      return inner.send(request, context);
    },
  };
}

function scheme(principal: string): AuthScheme<{ readonly token: Secret }> {
  let logins = 0;
  return {
    name: "demo",
    origins: [baseUrl],
    secrets: { headers: ["authorization"] },
    identity: () => ({ principal, secret: new Secret("a long passphrase") }),
    acquire: async () => ({ value: { token: new Secret(`t-${++logins}`) } }),
    apply: (request, { token }) => request.with({ headers: { authorization: `Bearer ${token.reveal()}` } }),
  };
}

/** Listeners that are left on the signals of calls that have ended. */
function left(signals: readonly AbortSignal[]): number {
  return signals.reduce((sum, signal) => sum + getEventListeners(signal, "abort").length, 0);
}

describe("a call that has ended leaves no listener behind, which would keep it in memory for the session's life", () => {
  it.each([
    { how: "with a response", statuses: [] },
    { how: "with an error", statuses: [404] },
    { how: "after a login", statuses: [], auth: scheme("login") },
    { how: "after a renewal", statuses: [401], auth: scheme("renewal") },
  ])("$how", async ({ statuses, auth }) => {
    const signals: AbortSignal[] = [];
    const transport = noting(signals, ...statuses);
    await using session = createSession({ baseUrl, transport, retry: false, ...(auth === undefined ? {} : { auth }) });
    await session.get("/one").catch(() => {});
    expect(signals.length).toBeGreaterThan(0);
    expect(left(signals)).toBe(0);
  });

  it("on the caller's own signal either", async () => {
    const { signal } = new AbortController();
    await using session = createSession({ baseUrl, transport: noting([]), signal });
    await session.get("/one");
    expect(left([signal])).toBe(0);
  });
});
