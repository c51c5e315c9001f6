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
const requests = 12;
/** About as long as a run takes: a kill hits any of its steps. */
const spreadMs = 60;
const seed = Number(process.env["SEED"] ?? randomInt(2 ** 31));

forEachStore(`a store that is killed at a random moment (SEED=${seed})`, (store) => {
  let own: OwnStore;
  let service: TokenService;
  beforeAll(async () => {
    own = await ownStore(store);
    service = await TokenService.start();
  });
  afterAll(async () => {
    await own.close();
    await service.close();
  });

  it(`loses no request in ${runs} runs, and delivers none twice`, async () => {
    const random = numbers(seed);
    const clients = [own.client(), own.client()];
    for (let run = 0; run < runs; run++) {
      const members = clients.map((client) => member(client, { login: login(service, `${run % 10}`), limit: 100 }));
      const [killAtMs, revokeAtMs] = [random() * spreadMs, random() * spreadMs];
      const killed = pause(killAtMs).then(() => own.server.kill());
      const revoked = pause(revokeAtMs).then(() => service.revoke());
      const bodies = Array.from({ length: requests }, (_, index) => `${run}/${index}`);
      const sent = bodies.map(async (body, index) => {
        await pause((spreadMs * index) / requests);
        return members[index % members.length]?.session.post("/items", { body });
      });
      const outcomes = await Promise.allSettled(sent);
      const lost = outcomes.filter(({ status }) => status === "rejected");
      expect(lost, `run ${run} of seed ${seed}`).toEqual([]);
      expect(service.accepted.splice(0).sort()).toEqual(bodies.sort());
      await Promise.all([killed, revoked]);
      await own.server.start();
    }
  });
});
