import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { member } from "../service/member.ts";
import { ownStore, type OwnStore } from "../service/own-store.ts";
import { TokenService } from "../service/token-service.ts";
import { login } from "./expectations.ts";
import { numbers } from "./numbers.ts";
import { forEachStore } from "./suite.ts";

const runs = 200;
/** Stores are killed in parallel, since a run mostly waits. */
const laneCount = 4;
const requests = 8;
/** About the length of a run, so that a kill can hit any step. */
const spreadMs = 100;
const seed = Number(process.env["SEED"] ?? randomInt(2 ** 31));

interface Lane {
  readonly own: OwnStore;
  readonly service: TokenService;
}

forEachStore(`a store that is killed at a random moment (SEED=${seed})`, (store) => {
  let lanes: Lane[];
  beforeAll(async () => {
    lanes = await Promise.all(
      Array.from({ length: laneCount }, async () => ({
        own: await ownStore(store),
        service: await TokenService.start(),
      })),
    );
  });
  afterAll(() => Promise.all(lanes.flatMap(({ own, service }) => [own.close(), service.close()])));

  it(`loses no request in ${runs} runs, and delivers none twice`, async () => {
    const served = await Promise.all(lanes.map((lane, index) => runLane(lane, numbers(seed + index))));
    expect(served).toEqual(lanes.map(() => (runs / laneCount) * requests));
  });
});

/** Two processes, and a store that is killed and restarted repeatedly. Each run starts without a token. */
async function runLane({ own, service }: Lane, random: () => number): Promise<number> {
  let served = 0;
  // Each run needs several tokens, so that a kill can hit logins, locks and records. The lifetime is long enough for a
  // process that waits for the processor.
  service.lifetimeMs = 100 * spreadMs;
  service.renewAfterMs = spreadMs / 6;
  const members = [1, 2].map(() => member(own.client(), { login: login(service, "killed") }));
  for (let run = 0; run < runs / laneCount; run++) {
    const killed = pause(random() * spreadMs).then(() => own.server.kill());
    const bodies = Array.from({ length: requests }, (_, index) => `${run}/${index}`);
    const sent = bodies.map(async (body, index) => {
      await pause((spreadMs * index) / requests);
      return members[index % members.length]?.session.post("/items", { body });
    });
    const outcomes = await Promise.allSettled(sent);
    expect(outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [String(outcome.reason)] : []))).toEqual([]);
    expect(service.accepted.splice(0).sort()).toEqual(bodies.sort());
    served += outcomes.length;
    await killed;
    await own.server.start();
    for (const { session } of members) await session.resetCredentials();
  }
  return served;
}
