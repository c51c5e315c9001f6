import { describe, expect, it } from "vitest";
import { createSession } from "../../../src/index.js";
import { countingAuth, CountingService } from "../../support/counting-scheme.js";
import type { Loopback } from "../../support/loopback.js";
import { shuffledService } from "./shuffled-service.js";

const key = "digest-key-1";

function countingService(): Promise<Loopback> {
  const service = new CountingService(key);
  return shuffledService(({ headers }) => service.respond(new Headers({ "x-proof": String(headers["x-proof"]) })));
}

describe("a count that must rise strictly", () => {
  it("lets 30 calls at once succeed, three times", async () => {
    await using service = await countingService();
    await using session = createSession({ baseUrl: service.url, auth: countingAuth(service.url, key), retry: false });
    for (let run = 0; run < 3; run++) {
      const calls = Array.from({ length: 30 }, () => session.get("/x", { throwHttpErrors: false }));
      const statuses = (await Promise.all(calls)).map(({ status }) => status);
      expect(statuses).toEqual(Array.from({ length: 30 }, () => 200));
    }
  });

  it("costs one request a call where calls follow one another", async () => {
    await using service = await countingService();
    await using session = createSession({ baseUrl: service.url, auth: countingAuth(service.url, key) });
    for (let i = 0; i < 10; i++) await session.get("/x");
    expect(service.requests).toHaveLength(11);
  });
});
