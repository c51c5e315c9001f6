import { createVirtualClock } from "../../../src/clock.js";
import type { VirtualClock } from "../../../src/clock.js";
import { FaultPlan } from "../../../src/faults/fault-plan.js";
import { listen } from "../../../src/server/listen.js";
import { createRequestHandler } from "../../../src/server/request-handler.js";
import { RequestLog } from "../../../src/server/request-log.js";
import { createVigilesApp } from "../../../src/vigiles/app.js";
import { createVigilesState } from "../../../src/vigiles/store/create-state.js";
import type { Account } from "./client.js";

/** The Vigiles service on its own port, without certificates and files. It starts fast, so each test has its own. */
export interface Service extends AsyncDisposable {
  /** The first user. */
  readonly account: Account;
  /** The second user. */
  readonly other: Account;
  readonly clock: VirtualClock;
  readonly log: RequestLog;
}

const users = [
  { email: "user+ci@example.com", key: "first key" },
  { email: "other@example.com", key: "second key" },
] as const;

/** The time at which the clock stands still until a test moves it. */
const startMs: number = Date.UTC(2026, 0, 2, 3, 4, 5);

/** Starts the service with its seed data, that of the recorded requests included. */
export async function serveVigiles(): Promise<Service> {
  const clock = createVirtualClock(startMs);
  const log = new RequestLog();
  const apps = { vigiles: createVigilesApp(createVigilesState({ clock, users, seedVectors: true })) };
  const listener = await listen(createRequestHandler({ log, faults: new FaultPlan(), clock, apps }), 0);
  const url = `http://127.0.0.1:${listener.port}`;
  return {
    account: { ...users[0], url },
    other: { ...users[1], url },
    clock,
    log,
    [Symbol.asyncDispose]: () => listener.close(),
  };
}
