import { inspect } from "node:util";
import type { AnyAuthScheme } from "../../auth/scheme.js";
import { createSession, type Session } from "../../session/session.js";
import type { SessionOptions } from "../../options/options.js";
import type { Logger } from "../../util/logger.js";
import { omitUndefined } from "../../util/omit-undefined.js";
import { manualClock, type ManualClock } from "../manual-clock.js";
import { memoryTransport, type MemoryHandler, type MemoryTransport } from "../memory-transport.js";
import type { MakeSubject, SchemeSubject } from "./subject.js";

/** A subject with its sessions. It counts what they send and keeps everything that they print. */
export interface SchemeHarness {
  /** The scheme and its service. */
  readonly subject: SchemeSubject;
  /** The clock of the sessions. */
  readonly clock: ManualClock;
  /** Connects the sessions with the service. */
  readonly transport: MemoryTransport;
  /** Counts the requests to the protected URL. */
  readonly calls: () => number;
  /** Counts how often `acquire` was started. */
  readonly logins: () => number;
  /** Makes a session that uses the scheme. */
  session(options?: SessionOptions): Session;
  /** Gets the protected URL, and returns the status. */
  call(session: Session): Promise<number>;
  /** Keeps a value to search it for secrets. */
  keep(value: unknown): void;
  /** Returns the texts of everything that was kept or logged. */
  texts(): readonly string[];
}

/** What a check changes in its harness. */
export interface HarnessOptions {
  /** True if the scheme has a wrong secret. Default false. */
  readonly wrongSecret?: boolean;
  /** Responds before the subject's own service. */
  readonly service?: MemoryHandler;
}

/** Another host, to which no credential may be sent. */
export const foreignOrigin = "https://elsewhere.example";

/**
 * Makes a harness with a new subject.
 *
 * @param make - makes the subject
 * @param options - what the check changes
 */
export function createHarness(make: MakeSubject, { wrongSecret = false, service }: HarnessOptions = {}): SchemeHarness {
  const clock = manualClock();
  const subject = make({ clock, wrongSecret });
  const transport = memoryTransport(service ?? (() => undefined), subject.service, () => ({ body: "elsewhere" }));
  const kept: unknown[] = [];
  const keep = (...values: unknown[]): void => void kept.push(...values);
  let logins = 0;
  const auth = onAcquire(subject.scheme, () => logins++);
  const logger: Logger = { debug: keep, info: keep, warn: keep, error: keep };
  const hosts = [...subject.scheme.origins, foreignOrigin];
  const { authOptions } = subject;
  const defaults = { auth, transport, clock, hosts, random: () => 0.5, logger, ...omitUndefined({ authOptions }) };
  return {
    subject,
    clock,
    transport,
    calls: () => transport.requests.filter(({ url }) => isSameResource(url, subject.protectedUrl)).length,
    logins: () => logins,
    session: (options = {}) => createSession({ ...defaults, ...options }),
    async call(session) {
      try {
        const response = await session.get(subject.protectedUrl);
        keep(response);
        return response.status;
      } catch (error) {
        keep(error);
        throw error;
      }
    },
    keep,
    texts: () => kept.flatMap(textsOf),
  };
}

function onAcquire(scheme: AnyAuthScheme, onLogin: () => void): AnyAuthScheme {
  const { acquire } = scheme;
  if (acquire === undefined) return scheme;
  return overrideScheme(scheme, {
    acquire: (context) => {
      onLogin();
      return acquire.call(scheme, context);
    },
  });
}

/**
 * Returns a scheme that differs in some members. The other members stay those of the scheme, also if they are inherited.
 *
 * @param scheme - stays as it is
 * @param members - replace those of the scheme
 */
export function overrideScheme(scheme: AnyAuthScheme, members: Partial<AnyAuthScheme>): AnyAuthScheme {
  return Object.assign(Object.create(scheme) as AnyAuthScheme, members);
}

/** Returns true for URLs that differ only in their query. */
export function isSameResource(one: string, other: string): boolean {
  const [first, second] = [new URL(one), new URL(other)];
  return first.origin === second.origin && first.pathname === second.pathname;
}

function textsOf(value: unknown): readonly string[] {
  const printed = [inspect(value, { depth: Infinity, showHidden: true }), toJson(value)];
  if (!(value instanceof Error)) return printed;
  return [...printed, value.message, value.stack ?? "", ...(value.cause === undefined ? [] : textsOf(value.cause))];
}

function toJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return "";
  }
}
