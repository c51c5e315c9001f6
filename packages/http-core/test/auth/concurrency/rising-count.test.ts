import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createSession, Secret, type AuthScheme } from "../../../src/index.js";
import type { Loopback } from "../../support/loopback.js";
import { shuffledService } from "./shuffled-service.js";

const key = "digest-key-1";

interface Nonce {
  readonly nonce: string;
}

/** Signs a nonce of the server and a count that rises with each request, as Digest does (RFC 7616). */
function countingScheme(origin: string): AuthScheme<void, void, Nonce> {
  const secret = new Secret(key);
  return {
    name: "counting",
    origins: [origin],
    secrets: { headers: ["x-proof"] },
    identity: () => ({ principal: "user", secret }),
    apply(request, _credential, { state, use, challenge }) {
      const nonce = challenge?.headers.get("x-nonce") ?? state?.nonce;
      if (nonce === undefined) return request;
      const count = nonce === state?.nonce ? use : 1;
      return request.with({ headers: { "x-proof": `${nonce} ${count} ${sign(nonce, count)}` } });
    },
    observe({ headers }, { state }) {
      const nonce = headers.get("x-nonce");
      return nonce === null ? state : { nonce };
    },
    classify: ({ status, headers }) => (status === 401 && headers.has("x-nonce") ? "challenged" : "accepted"),
  };
}

function sign(nonce: string, count: number): string {
  return createHmac("sha256", key).update(`${nonce}:${count}`).digest("hex");
}

/** Accepts a count only if it is above every earlier one of its nonce. */
function countingService(): Promise<Loopback> {
  const counts = new Map<string, number>();
  return shuffledService(({ headers }) => {
    const [nonce = "", count = "", signature] = String(headers["x-proof"]).split(" ");
    const isNext = Number(count) > (counts.get(nonce) ?? Infinity) && signature === sign(nonce, Number(count));
    if (isNext) counts.set(nonce, Number(count));
    if (isNext) return { status: 200 };
    const fresh = `nonce-${counts.size}`;
    counts.set(fresh, 0);
    return { status: 401, headers: { "x-nonce": fresh } };
  });
}

describe("a count that must rise strictly", () => {
  it("lets 30 calls at once succeed, three times", async () => {
    await using service = await countingService();
    await using session = createSession({ baseUrl: service.url, auth: countingScheme(service.url), retry: false });
    for (let run = 0; run < 3; run++) {
      const calls = Array.from({ length: 30 }, () => session.get("/x", { throwHttpErrors: false }));
      const statuses = (await Promise.all(calls)).map(({ status }) => status);
      expect(statuses).toEqual(Array.from({ length: 30 }, () => 200));
    }
  });

  it("costs one request a call where calls follow one another", async () => {
    await using service = await countingService();
    await using session = createSession({ baseUrl: service.url, auth: countingScheme(service.url) });
    for (let i = 0; i < 10; i++) await session.get("/x");
    expect(service.requests).toHaveLength(11);
  });
});
