import { describe, expect, it } from "vitest";
import { createSession, Secret, type AuthScheme } from "../../../src/index.js";
import type { Loopback } from "../../support/loopback.js";
import { shuffledService } from "./shuffled-service.js";

interface Nonces {
  /** Each serves once; the first is the next. */
  readonly unused: readonly string[];
}

/** Sends a nonce of the server once, and collects those that successful responses bring. */
function singleUseScheme(origin: string): AuthScheme<void, void, Nonces> {
  const secret = new Secret("nonce-key-1");
  return {
    name: "single-use",
    origins: [origin],
    secrets: { headers: ["x-proof"] },
    identity: () => ({ principal: "user", secret }),
    apply(request, _credential, { state, use, challenge }) {
      const nonce = challenge?.headers.get("x-nonce") ?? state?.unused[use - 1];
      return nonce === undefined ? request : request.with({ headers: { "x-proof": nonce } });
    },
    observe({ status, headers }, { state, use }) {
      const nonce = headers.get("x-nonce");
      // The call that was challenged uses that nonce itself.
      if (nonce === null || status === 401) return state;
      return { unused: [...(state?.unused.slice(use) ?? []), nonce] };
    },
    classify: ({ status, headers }) => (status === 401 && headers.has("x-nonce") ? "challenged" : "accepted"),
  };
}

function singleUseService(): Promise<Loopback> {
  const valid = new Set<string>();
  let issued = 0;
  return shuffledService(({ headers }) => {
    const status = valid.delete(String(headers["x-proof"])) ? 200 : 401;
    const nonce = `nonce-${issued++}`;
    valid.add(nonce);
    return { status, headers: { "x-nonce": nonce } };
  });
}

describe("nonces that serve once", () => {
  it("cost at most 140 requests for 100 calls of which 20 run at once", async () => {
    await using service = await singleUseService();
    await using session = createSession({ baseUrl: service.url, auth: singleUseScheme(service.url), retry: false });
    const statuses: number[] = [];
    const worker = async (): Promise<void> => {
      for (let i = 0; i < 5; i++) statuses.push((await session.get("/x", { throwHttpErrors: false })).status);
    };
    await Promise.all(Array.from({ length: 20 }, worker));
    expect(statuses).toEqual(Array.from({ length: 100 }, () => 200));
    expect(service.requests.length).toBeLessThanOrEqual(140);
  });

  it("cost one request a call where calls follow one another", async () => {
    await using service = await singleUseService();
    await using session = createSession({ baseUrl: service.url, auth: singleUseScheme(service.url) });
    for (let i = 0; i < 10; i++) await session.get("/x");
    expect(service.requests).toHaveLength(11);
  });
});
