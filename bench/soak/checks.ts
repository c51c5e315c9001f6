import { theilSenSlope } from "../harness/statistics.ts";
import { faultOf, methodOf, type FaultKind } from "./faults.ts";
import { outcomeOf, succeeded } from "./outcomes.ts";
import type { SoakRun } from "./run-client.ts";
import type { Sample } from "./client/sampler.ts";
import { checkedFrom, strictlyCheckedFrom, retryWindow, type SoakSettings } from "./settings.ts";

/** A count with its limit. */
export interface Check {
  readonly what: string;
  readonly found: number;
  readonly atMost: number;
  /** The first cases, for investigation. */
  readonly examples?: readonly string[];
}

/** The growth of memory, in MB for each 100,000 requests. */
export interface Slopes {
  readonly heapMb: number;
  readonly externalMb: number;
  readonly rssMb: number;
}

const unknownOutcome = "CONNECTION_RESET, unknown";
/** Possible outcomes of a call whose credential could not be replaced: no permit, a login in back-off, a reset login. */
const unreplaced = ["RETRY_WINDOW_EXHAUSTED", "AUTH_TRANSIENT", "CONNECTION_RESET"];
const afterRejection = [succeeded, ...unreplaced];

/** Possible outcomes of a POST after the faults that leave its connection open. A GET is retried after any fault, and succeeds. */
const endsOfPost: Readonly<Partial<Record<FaultKind, readonly string[]>>> = {
  "status 500": ["HTTP_STATUS 500"],
  "status 401": afterRejection,
  slow: [succeeded],
};

/** Checks everything that must hold after a run. */
export function checksOf(run: SoakRun, settings: SoakSettings): readonly Check[] {
  const ids = Array.from({ length: settings.requests }, (_, id) => id);
  const count = (what: string, wrong: (id: number) => boolean): Check => {
    const found = ids.filter(wrong);
    if (found.length === 0) return none(what, 0);
    return { ...none(what, found.length), examples: found.slice(0, 3).map((id) => described(run, settings, id)) };
  };
  return [
    count("calls that never ended", (id) => outcomeOf(run, id) === undefined),
    count("calls that ended otherwise than their fault allows", (id) => !mayEnd(run, settings, id)),
    count("responses to calls that the server never acted on", (id) => isInvented(run, id)),
    count("calls refused here that the server acted on", (id) => isDenied(run, id)),
    count("POSTs that the server acted on twice", (id) => methodOf(id) === "POST" && acted(run, id) > 1),
    count("POSTs delivered again without a 401", (id) => methodOf(id) === "POST" && isRepeated(run, settings, id)),
    count("GETs delivered again without a fault", (id) => methodOf(id) === "GET" && isRepeated(run, settings, id)),
    none("requests that did not arrive as they were sent", run.ledger.misread),
    { what: "logins", found: run.ledger.logins, atMost: mostLogins(run.tookMs) },
    none("connections open after close", run.ledger.connections),
    none("sockets that the client did not close", run.left.sockets),
    none("timers set after close", run.left.timers),
    none("handles alive after close", run.left.handles),
    none("processes that did not end by themselves", run.ended ? 0 : 1),
    ...memoryChecks(slopesOf(run.samples), settings),
  ];
}

/** True if a check fails. */
export function fails({ found, atMost }: Check): boolean {
  return !(found <= atMost);
}

/** Slopes over the last two thirds of a run; before that, caches fill and code is compiled. */
export function slopesOf(samples: readonly Sample[]): Slopes {
  const late = samples.slice(Math.floor(samples.length / 3));
  const slope = (pick: (sample: Sample) => number): number =>
    theilSenSlope(late.map((sample) => [sample.requests / 100_000, pick(sample)] as const));
  return {
    heapMb: slope(({ heapMb }) => heapMb),
    externalMb: slope(({ externalMb }) => externalMb),
    rssMb: slope(({ rssMb }) => rssMb),
  };
}

function memoryChecks({ heapMb, externalMb }: Slopes, { requests }: SoakSettings): readonly Check[] {
  if (requests < checkedFrom.requests) return [];
  const { maxMb } = requests < strictlyCheckedFrom.requests ? checkedFrom : strictlyCheckedFrom;
  return [
    { what: "MB that the heap rises by for each 100,000 requests", found: heapMb, atMost: maxMb },
    { what: "MB outside the heap, the same", found: externalMb, atMost: maxMb },
  ];
}

function none(what: string, found: number): Check {
  return { what, found, atMost: 0 };
}

function described(run: SoakRun, settings: SoakSettings, id: number): string {
  const struck = faultOf(settings, id) ?? "not struck";
  return `${methodOf(id)} ${id}, ${struck}, ended in ${outcomeOf(run, id)}, acted on ${acted(run, id)} times`;
}

function acted({ ledger }: SoakRun, id: number): number {
  return ledger.accepted[id] ?? 0;
}

function mayEnd(run: SoakRun, settings: SoakSettings, id: number): boolean {
  const fault = faultOf(settings, id);
  const end = outcomeOf(run, id) ?? "";
  if (fault === "status 401") return afterRejection.includes(end);
  return fault === undefined || methodOf(id) === "GET"
    ? end === succeeded
    : (endsOfPost[fault] ?? [unknownOutcome]).includes(end);
}

function isInvented(run: SoakRun, id: number): boolean {
  return outcomeOf(run, id) === succeeded && acted(run, id) === 0;
}

/** After a 401 the request was not served; a call without a permit ends there. */
function isDenied(run: SoakRun, id: number): boolean {
  return unreplaced.includes(outcomeOf(run, id) ?? "") && acted(run, id) > 0;
}

/** A fault happens once. After it a request may be delivered once more: a GET if it was not served, a POST only after a 401. */
function isRepeated({ ledger }: SoakRun, settings: SoakSettings, id: number): boolean {
  const fault = faultOf(settings, id);
  const mayRepeat = methodOf(id) === "GET" ? fault !== undefined && fault !== "slow" : fault === "status 401";
  return (ledger.arrived[id] ?? 0) > (mayRepeat ? 2 : 1);
}

/** The first login takes no permit; then each window, also a partial one, allows its limit. */
function mostLogins(tookMs: number): number {
  return 1 + retryWindow.limit * (Math.floor(tookMs / retryWindow.windowMs) + 1);
}
