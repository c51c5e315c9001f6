import { inspect } from "node:util";
import type { AnyAuthScheme } from "../../auth/scheme.js";
import { createSession, type Session } from "../../session/session.js";
import type { SessionOptions } from "../../options/options.js";
import { manualClock, type ManualClock } from "../manual-clock.js";
import { memoryTransport, type MemoryHandler, type MemoryTransport } from "../memory-transport.js";

/** A scheme together with a service that understands it; each check gets a fresh one. */
export interface SchemeSubject {
  readonly scheme: AnyAuthScheme;
  /** Answers the scheme's logins, and the protected URL with 200 or, for a wrong or missing credential, 401. */
  readonly service: MemoryHandler;
  /** A URL of the scheme's origins that wants a credential. */
  readonly protectedUrl: string;
  readonly authOptions?: unknown;
  /** Values that may never be seen: the password or key, and every token handed out so far. */
  secrets(): readonly string[];
  /** From now on the service answers 401 to the credentials it has handed out. Only for schemes with a login. */
  expireCredentials?(): void;
}

/** How a subject is made. */
export interface SubjectOptions {
  readonly clock: ManualClock;
  /** True: the scheme has a wrong password or key, which the service rejects. */
  readonly wrongSecret: boolean;
}

/** A subject in use: its sessions, what they sent, and everything that was printed. */
export interface Bench {
  readonly subject: SchemeSubject;
  readonly clock: ManualClock;
  readonly transport: MemoryTransport;
  /** Requests to the protected URL. */
  readonly calls: () => number;
  /** Times `acquire` began. */
  readonly logins: () => number;
  session(options?: SessionOptions): Session;
  call(session: Session): Promise<number>;
  /** Keeps a thing to be searched for secrets. */
  keep(thing: unknown): void;
  /** Texts of everything that was kept or logged. */
  texts(): readonly string[];
}

/** Puts a fresh subject on the bench. */
export function bench(
  make: (options: SubjectOptions) => SchemeSubject,
  wrongSecret = false,
  service?: MemoryHandler,
): Bench {
  const clock = manualClock();
  const subject = make({ clock, wrongSecret });
  const transport = memoryTransport(service ?? (() => undefined), subject.service, () => ({ body: "elsewhere" }));
  const kept: unknown[] = [];
  let logins = 0;
  const auth = counted(subject.scheme, () => logins++);
  const logger = Object.fromEntries(
    ["debug", "info", "warn", "error"].map((level) => [level, (...parts: unknown[]) => void kept.push(parts)]),
  );
  const hosts = [...subject.scheme.origins, "https://elsewhere.example"];
  return {
    subject,
    clock,
    transport,
    calls: () => transport.requests.filter(({ url }) => sameResource(url, subject.protectedUrl)).length,
    logins: () => logins,
    session: (options = {}) =>
      createSession({
        auth,
        transport,
        clock,
        hosts,
        random: () => 0.5,
        logger: logger as never,
        ...(subject.authOptions === undefined ? {} : { authOptions: subject.authOptions }),
        ...options,
      }),
    async call(session) {
      try {
        const response = await session.get(subject.protectedUrl);
        kept.push(response);
        return response.status;
      } catch (error) {
        kept.push(error);
        throw error;
      }
    },
    keep: (thing) => void kept.push(thing),
    texts: () => kept.flatMap(textsOf),
  };
}

function counted(scheme: AnyAuthScheme, onLogin: () => void): AnyAuthScheme {
  if (scheme.acquire === undefined) return scheme;
  return Object.assign(Object.create(scheme) as AnyAuthScheme, {
    acquire: (context: Parameters<NonNullable<AnyAuthScheme["acquire"]>>[0]) => {
      onLogin();
      return scheme.acquire?.(context);
    },
  });
}

/** True for URLs that differ in their query alone. */
export function sameResource(one: string, other: string): boolean {
  const [first, second] = [new URL(one), new URL(other)];
  return first.origin === second.origin && first.pathname === second.pathname;
}

function textsOf(thing: unknown): readonly string[] {
  const printed = [inspect(thing, { depth: Infinity, showHidden: true }), json(thing)];
  if (!(thing instanceof Error)) return printed;
  return [...printed, thing.message, thing.stack ?? "", ...(thing.cause === undefined ? [] : textsOf(thing.cause))];
}

function json(thing: unknown): string {
  try {
    return JSON.stringify(thing) ?? "";
  } catch {
    return "";
  }
}
