import { Hono } from "hono";
import type { VirtualClock } from "../clock.js";
import { checkFault } from "../faults/check-fault.js";
import type { FaultPlan } from "../faults/fault-plan.js";
import type { Bindings } from "./bindings.js";
import { controlPath } from "./hosts.js";
import type { LoggedRequest, RequestLog } from "./request-log.js";

/** What the control endpoint reads and changes. */
interface ControlOptions {
  /** The requests that the services received. */
  readonly log: RequestLog;
  /** The faults to inject. */
  readonly faults: FaultPlan;
  /** The clock of all services. */
  readonly clock: VirtualClock;
  /** Revokes every Armor token and every OAuth 2.0 access token. */
  readonly revokeTokens: () => void;
}

/**
 * Creates the control endpoint under `/__emulator/`. It gives other processes access to the request log, the clock,
 * Armor's tokens and the faults.
 */
export function createControlApp({ log, faults, clock, revokeTokens }: ControlOptions): Hono<{ Bindings: Bindings }> {
  const app = new Hono<{ Bindings: Bindings }>().basePath(controlPath);
  app.get("/requests", (c) => c.json(log.entries.map(toJson)));
  app.delete("/requests", (c) => {
    log.clear();
    return c.body(null, 204);
  });
  app.get("/clock", (c) => c.json({ nowMs: clock.nowMs() }));
  app.post("/clock", async (c) => {
    const { advanceMs } = (await c.req.json()) as { advanceMs?: unknown };
    if (typeof advanceMs !== "number") throw new TypeError('The body needs a number "advanceMs"');
    clock.advance(advanceMs);
    return c.json({ nowMs: clock.nowMs() });
  });
  app.delete("/tokens", (c) => {
    revokeTokens();
    return c.body(null, 204);
  });
  app.get("/faults", (c) => c.json(faults.list()));
  app.post("/faults", async (c) => {
    const body: unknown = await c.req.json();
    // All faults are checked before the first one is added.
    for (const fault of [body].flat().map((one) => checkFault(one))) faults.add(fault);
    return c.json(faults.list(), 201);
  });
  app.delete("/faults", (c) => {
    faults.clear();
    return c.body(null, 204);
  });
  app.notFound((c) => c.json({ status_code: 404, message: `The emulator has no ${c.req.method} ${c.req.path}` }, 404));
  app.onError((error, c) => c.json({ status_code: 400, message: error.message }, 400));
  return app;
}

/** Encodes the body as base64, because JSON cannot hold bytes. */
function toJson({ body, ...rest }: LoggedRequest): object {
  return { ...rest, bodyBase64: Buffer.from(body).toString("base64") };
}
