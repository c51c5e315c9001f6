import type { AnyAuthScheme, ApplyContext, Credential, LoginContext } from "../../../auth/scheme.js";
import { copyRequest, type HttpRequest } from "../../../http/request.js";
import type { HttpResponse } from "../../../http/response.js";
import { isPromise } from "../../../util/maybe-promise.js";
import { memberOf } from "../../../util/own-members.js";
import type { Clock } from "../../../util/clock.js";
import { textsOf } from "../texts.js";

/** What a scheme was given, and what it made of it. */
export interface Applied {
  /** As it was before. */
  readonly request: HttpRequest;
  /** The value of the credential. */
  readonly credential: unknown;
  /** The context. */
  readonly context: ApplyContext<unknown, unknown>;
  /** The request with the proof. */
  readonly result: HttpRequest;
}

/** A request of a login and its response. */
export interface LoginExchange {
  /** As `context.send` got it. */
  readonly url: string;
  /** The response. */
  readonly response: HttpResponse;
}

/** What is known of a scheme's work. */
export interface SchemeWatch {
  /** How often `acquire` was started. */
  logins: number;
  /** How often `renew` was started. */
  renewals: number;
  /** How often `release` was started. */
  releases: number;
  /** What logins and renewals returned. */
  readonly credentials: Credential<unknown>[];
  /** How often a member has called `context.send`. */
  sends: number;
  /** The responses to requests of logins. */
  readonly exchanges: LoginExchange[];
  /** What `apply` did, oldest first. */
  readonly applied: Applied[];
  /** How many responses `classify` called challenges. */
  challenges: number;
  /** The texts of what members threw, before the session masked them. */
  readonly errorTexts: string[];
  /** Members that have not returned yet. */
  readonly underWay: Map<string, number>;
}

/** Makes the record of a scheme's work. */
export function createWatch(): SchemeWatch {
  const counts = { logins: 0, renewals: 0, releases: 0, sends: 0, challenges: 0 };
  return { ...counts, credentials: [], exchanges: [], applied: [], errorTexts: [], underWay: new Map() };
}

/**
 * Returns a scheme that works as another one, and keeps a record of it.
 *
 * @param scheme - stays as it is
 * @param watch - the record
 * @param clock - that the scheme gets in its contexts
 */
export function watchScheme(scheme: AnyAuthScheme, watch: SchemeWatch, clock: Clock): AnyAuthScheme {
  const acquire = memberOf(scheme, "acquire")?.bind(scheme);
  const renew = memberOf(scheme, "renew")?.bind(scheme);
  const release = memberOf(scheme, "release")?.bind(scheme);
  const classify = memberOf(scheme, "classify")?.bind(scheme);
  const login = async (name: string, start: () => Promise<Credential<unknown>>): Promise<Credential<unknown>> => {
    const credential = await during(watch, name, start);
    watch.credentials.push(credential);
    return credential;
  };
  const members: { -readonly [K in keyof AnyAuthScheme]?: AnyAuthScheme[K] } = {
    identity: (options) => during(watch, "identity", () => scheme.identity(options)),
    apply: (request, credential, context) => {
      const before = copyRequest(request);
      const own = { ...context, clock };
      const result = during(watch, "apply", () => scheme.apply(request, credential, own));
      const keep = (made: HttpRequest): HttpRequest => {
        watch.applied.push({ request: before, credential, context: own, result: made });
        return made;
      };
      return isPromise<HttpRequest>(result) ? result.then(keep) : keep(result);
    },
  };
  if (acquire !== undefined) {
    members.acquire = (context) => {
      watch.logins++;
      return login("acquire", () => acquire(watchLogin(context, watch, clock)));
    };
  }
  if (renew !== undefined) {
    members.renew = (credential, context) => {
      watch.renewals++;
      return login("renew", () => renew(credential, watchLogin(context, watch, clock)));
    };
  }
  if (release !== undefined) {
    members.release = (credential, context) => {
      watch.releases++;
      return during(watch, "release", () => release(credential, watchLogin(context, watch, clock)));
    };
  }
  if (classify !== undefined) {
    members.classify = async (response, context) => {
      const verdict = await during(watch, "classify", async () => classify(response, context));
      if (verdict === "challenged") watch.challenges++;
      return verdict;
    };
  }
  return overrideScheme(scheme, members);
}

function watchLogin(context: LoginContext<unknown>, watch: SchemeWatch, clock: Clock): LoginContext<unknown> {
  const send: LoginContext["send"] = async (url, options) => {
    watch.sends++;
    const response = await during(watch, "context.send", () => context.send(url, options));
    watch.exchanges.push({ url, response });
    return response;
  };
  return { ...context, clock, send };
}

/** Remembers a member until it has returned, and keeps what it throws. */
function during<T>(watch: SchemeWatch, name: string, start: () => T): T {
  const { underWay, errorTexts } = watch;
  const add = (change: number): void => void underWay.set(name, (underWay.get(name) ?? 0) + change);
  add(1);
  const end = (): void => add(-1);
  const fail = (error: unknown): void => {
    errorTexts.push(...textsOf(error));
    end();
  };
  let result: T;
  try {
    result = start();
  } catch (error) {
    fail(error);
    throw error;
  }
  if (!isPromise<unknown>(result)) {
    end();
    return result;
  }
  result.then(end, fail);
  return result;
}

const methods = ["identity", "acquire", "renew", "release", "apply", "observe", "classify"] as const;
const values = ["name", "origins", "loginOrigins", "secrets", "acquireTimeoutMs"] as const;

/**
 * Returns a scheme that differs in some members. The other members stay those of the scheme, with its own `this`.
 *
 * @param scheme - stays as it is
 * @param members - replace those of the scheme
 */
export function overrideScheme(scheme: AnyAuthScheme, members: Partial<AnyAuthScheme>): AnyAuthScheme {
  const copy: Record<string, unknown> = {};
  for (const name of [...values, ...methods]) {
    const member: unknown = memberOf(scheme, name);
    if (member !== undefined) copy[name] = typeof member === "function" ? member.bind(scheme) : member;
  }
  return { ...copy, ...members } as AnyAuthScheme;
}
