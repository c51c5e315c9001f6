import { createHash } from "node:crypto";
import { createSession } from "../../../session/create-session.js";
import type { Session } from "../../../session/session.js";
import type { RequestOptions, SessionOptions } from "../../../options/options.js";
import type { Clock } from "../../../util/clock.js";
import type { Logger } from "../../../util/logger.js";
import { omitUndefined } from "../../../util/omit-undefined.js";
import { manualClock, type ManualClock } from "../../manual-clock.js";
import {
  memoryTransport,
  type MemoryHandler,
  type MemoryTransport,
  type ReceivedRequest,
} from "../../memory-transport.js";
import type { AnyAuthScheme } from "../../../auth/scheme.js";
import { withDate } from "./dated-service.js";
import { finishWork } from "./finish-work.js";
import { textsOf } from "../texts.js";
import type { MakeSubject, SchemeSubject } from "../subject.js";
import { shuffleRequests } from "./shuffled-transport.js";
import { watchClock } from "./watched-clock.js";
import { createWatch, watchScheme, type SchemeWatch } from "./watched-scheme.js";

/** A subject with its sessions. It keeps a record of what they send and print. */
export interface SchemeHarness {
  /** The scheme and its service. */
  readonly subject: SchemeSubject;
  /** The scheme as the sessions have it: with the record of its work. */
  readonly scheme: AnyAuthScheme;
  /** The clock of the sessions. */
  readonly clock: ManualClock;
  /** Connects the sessions with the service. */
  readonly transport: MemoryTransport;
  /** The record of the scheme's work. */
  readonly watch: SchemeWatch;
  /** Returns the requests to the protected URL. */
  received(): readonly ReceivedRequest[];
  /** Makes a session that uses the scheme. */
  session(options?: SessionOptions): Session;
  /** Calls the protected URL, lets time pass while the scheme waits for it, and returns the status. */
  call(session: Session, options?: RequestOptions & { readonly url?: string }): Promise<number>;
  /** Lets time pass while the scheme waits for it, until the work has ended. */
  finish<T>(work: Promise<T>): Promise<T>;
  /** Keeps a value to search it for secrets. */
  keep(value: unknown): void;
  /** Returns the texts of everything that was kept or logged, and of all errors of the scheme. */
  texts(): readonly string[];
}

/** The service as the sessions reach it. */
export interface HarnessService extends Pick<SchemeSubject, "protectedUrl"> {
  /** Responds to a request, and tells the time in `Date`. `undefined` for requests to other services. */
  respond(request: ReceivedRequest): ReturnType<MemoryHandler>;
}

/** What a check changes in its harness. */
export interface HarnessOptions {
  /** True if the scheme has a wrong secret. Default false. */
  readonly wrongSecret?: boolean;
  /** Responds before the subject's own service. */
  readonly service?: (request: ReceivedRequest, served: HarnessService) => ReturnType<MemoryHandler>;
  /** How far the wall clock of the sessions is ahead of the service's, in milliseconds. Default 0. */
  readonly aheadMs?: number;
  /** True if requests that run at once arrive in another order than they were sent. Default false. */
  readonly isShuffled?: boolean;
}

/** Another host, to which no credential may be sent. */
export const foreignOrigin = "https://elsewhere.example";

/**
 * Makes a harness with a new subject.
 *
 * @param make - makes the subject
 * @param options - what the check changes
 * @param signal - aborts when the check has ended
 */
export function createHarness(make: MakeSubject, options: HarnessOptions, signal: AbortSignal): SchemeHarness {
  const { wrongSecret = false, service = () => undefined, aheadMs = 0, isShuffled = false } = options;
  const clock = manualClock();
  const schemeClock = watchClock(clock);
  const subject = make({ clock: schemeClock, wrongSecret });
  const dated = withDate((request, context) => subject.service(request, context), schemeClock);
  const served: HarnessService = {
    protectedUrl: subject.protectedUrl,
    respond: (request) => dated(request, { clock: schemeClock, timeout: {} }),
  };
  const transport = memoryTransport(
    (request) => service(request, served),
    dated,
    () => ({ body: "elsewhere" }),
  );
  const kept: unknown[] = [];
  const keep = (...values: unknown[]): void => void kept.push(...values);
  const watch = createWatch();
  const scheme = watchScheme(subject.scheme, watch, shiftWall(schemeClock, aheadMs));
  const logger: Logger = { debug: keep, info: keep, warn: keep, error: keep };
  const sessionClock = shiftWall(clock, aheadMs);
  const sending = isShuffled ? shuffleRequests(transport) : transport;
  const defaults = { ...sessionOptionsOf(subject), auth: scheme, transport: sending, clock: sessionClock, logger };
  const finish: SchemeHarness["finish"] = (work) => finishWork(work, schemeClock, signal);
  return {
    subject,
    scheme,
    clock,
    transport,
    watch,
    received: () => transport.requests.filter(({ url }) => isSameResource(url, subject.protectedUrl)),
    session: (own = {}) => createSession({ ...defaults, ...own }),
    finish,
    async call(session, { url = subject.protectedUrl, ...own } = {}) {
      try {
        const response = await finish(session.request(url, own));
        keep(response);
        return response.status;
      } catch (error) {
        keep(error);
        throw error;
      }
    },
    keep,
    texts: () => [...kept.flatMap(textsOf), ...watch.errorTexts],
  };
}

/** Options that make each run of a check the same. */
function sessionOptionsOf({ scheme, authOptions }: SchemeSubject): SessionOptions {
  return {
    hosts: [...scheme.origins, foreignOrigin],
    random: () => 0.5,
    randomBytes: countingBytes(),
    ...omitUndefined({ authOptions }),
  };
}

/** Returns a source of bytes that differ each time, and are the same in each harness. */
function countingBytes(): (length: number) => Uint8Array {
  let count = 0;
  return (length) => {
    const seed = createHash("sha512").update(String(count++)).digest();
    return Buffer.alloc(length, seed);
  };
}

/** Returns a clock whose wall clock is ahead. */
function shiftWall(clock: Clock, aheadMs: number): Clock {
  return {
    nowMs: () => clock.nowMs() + aheadMs,
    monotonicMs: () => clock.monotonicMs(),
    setTimer: (callback, delayMs) => clock.setTimer(callback, delayMs),
  };
}

/** Returns true for URLs that differ only in their query. */
export function isSameResource(one: string, other: string): boolean {
  const [first, second] = [new URL(one), new URL(other)];
  return first.origin === second.origin && first.pathname === second.pathname;
}
