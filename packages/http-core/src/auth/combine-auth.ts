import { refuseOption } from "../authoring/check-options.js";
import { normalizeOrigin } from "../http/url.js";
import type { HttpRequest } from "../http/request.js";
import { mergeSecretNames } from "../redaction/secret-names.js";
import { isPromise, type MaybePromise } from "../util/maybe-promise.js";
import { memberOf, mergeDefined } from "../util/own-members.js";
import { checkScheme } from "./check-scheme.js";
import { identifySigners } from "./identify-signers.js";
import type { AnyAuthScheme, ApplyContext, Peek, ResponseContext, ResponseHead, Verdict } from "./scheme.js";

/** The schemes of a combination, and those with a function that only one of them has. */
interface Members {
  /** All schemes, in the order in which they are applied. */
  readonly schemes: readonly AnyAuthScheme[];
  /** The scheme that logs in. */
  readonly login: AnyAuthScheme | undefined;
  /** The scheme that learns from responses. */
  readonly observer: AnyAuthScheme | undefined;
}

/** The verdicts of `classify`, in ascending order of precedence. */
const ranks: readonly unknown[] = ["accepted", "challenged", "rejected"] satisfies readonly Verdict[];

/** The schemes of each combination. */
const combined = new WeakMap<AnyAuthScheme, readonly AnyAuthScheme[]>();

/**
 * Makes one scheme of several, for a service that asks for several proofs, such as an API key and a token. Each request at
 * an origin that all of them list gets the proofs of all, in order. At most one of them logs in, and at most one learns from
 * responses. All get the same `authOptions`.
 *
 * @param schemes - at least one
 * @throws InputError `OPTION_INVALID` for a value that is not a scheme, for two schemes that log in or learn, and for
 * schemes without a common origin
 *
 * @example
 * ```ts
 * import { apiKeyAuth, bearerAuth } from "@org/http-auth";
 * import { combineAuth, createSession } from "@org/http-core";
 * import { memoryTransport } from "@org/http-core/testing";
 *
 * const origins = ["https://api.example.com"];
 * const key = apiKeyAuth({ key: "demo-key", name: "X-API-Key", origins });
 * const auth = combineAuth([key, bearerAuth({ token: "demo-token", origins })]);
 * const transport = memoryTransport(({ headers }) => ({ body: [headers.get("x-api-key"), headers.get("authorization")] }));
 * const session = createSession({ auth, baseUrl: "https://api.example.com", transport });
 * console.log(await (await session.get("/things")).json());
 * await session.close();
 * ```
 */
export function combineAuth(schemes: readonly AnyAuthScheme[]): AnyAuthScheme {
  if (!Array.isArray(schemes) || schemes.length === 0) refuseOption("schemes", "a list of schemes");
  schemes.forEach((scheme: unknown, index) => checkMember(`schemes[${index}]`, scheme));
  const members: Members = {
    schemes: [...schemes],
    login: only("acquire", schemes),
    observer: only("observe", schemes),
  };
  const { login, observer } = members;
  const origins = commonOrigins(schemes);
  const isClassifying = schemes.some((scheme) => memberOf(scheme, "classify") !== undefined);
  const required: AnyAuthScheme = {
    name: schemes.map(({ name }) => name.replace(/[\\+]/g, String.raw`\$&`)).join("+"),
    origins,
    secrets: mergeSecretNames(schemes.map(({ secrets }) => secrets)),
    identity: (options) => (login === undefined ? identifySigners(schemes, options) : login.identity(options)),
    apply: (request, credential, context) => applyAll(members, request, credential, context),
  };
  const combination = mergeDefined(required, {
    ...(login === undefined ? {} : loginMembers(login)),
    observe: observer === undefined ? undefined : observeBy(observer, members),
    classify: isClassifying ? classifyBy(members) : undefined,
  }) as AnyAuthScheme;
  combined.set(combination, members.schemes);
  return combination;
}

/**
 * Returns the schemes that were combined to one.
 *
 * @param scheme - any
 * @returns `undefined` for a scheme that is not a combination
 */
export function combinedSchemes(scheme: AnyAuthScheme): readonly AnyAuthScheme[] | undefined {
  return combined.get(scheme);
}

function checkMember(name: string, scheme: unknown): void {
  if (checkScheme(name, scheme) === false) refuseOption(name, "the scheme of an auth package");
}

/** Returns the only scheme that has a member. */
function only(member: "acquire" | "observe", schemes: readonly AnyAuthScheme[]): AnyAuthScheme | undefined {
  const having = schemes.filter((scheme) => memberOf(scheme, member) !== undefined);
  if (having.length > 1) {
    const names = having.map(({ name }) => name).join(" and ");
    refuseOption("schemes", `schemes of which at most one has ${member}(); ${names} have it`);
  }
  return having[0];
}

function commonOrigins(schemes: readonly AnyAuthScheme[]): readonly string[] {
  const [first = [], ...others] = schemes.map(({ origins }) => origins.map(normalizeOrigin));
  const common = first.filter((origin) => others.every((origins) => origins.includes(origin)));
  if (common.length === 0) refuseOption("schemes", "schemes with an origin in common");
  return [...new Set(common)];
}

/** What a combination takes over from the scheme that logs in. */
function loginMembers(login: AnyAuthScheme): Partial<AnyAuthScheme> {
  return {
    loginOrigins: memberOf(login, "loginOrigins") ?? login.origins,
    acquireTimeoutMs: memberOf(login, "acquireTimeoutMs"),
    acquire: memberOf(login, "acquire")?.bind(login),
    renew: memberOf(login, "renew")?.bind(login),
    release: memberOf(login, "release")?.bind(login),
  } as Partial<AnyAuthScheme>;
}

function applyAll(
  { schemes, login, observer }: Members,
  request: HttpRequest,
  credential: unknown,
  context: ApplyContext<unknown, unknown>,
): MaybePromise<HttpRequest> {
  const applyOne = (to: HttpRequest, scheme: AnyAuthScheme): MaybePromise<HttpRequest> => {
    // A value that is not a request is refused after the last scheme.
    if (typeof (to as Partial<HttpRequest> | undefined)?.with !== "function") return to;
    const own = scheme === observer ? context : { ...context, state: undefined, use: 0 };
    return scheme.apply(to, scheme === login ? credential : undefined, own);
  };
  let applied: MaybePromise<HttpRequest> = request;
  for (const scheme of schemes) {
    applied = isPromise(applied) ? applied.then((to) => applyOne(to, scheme)) : applyOne(applied, scheme);
  }
  return applied;
}

function observeBy(observer: AnyAuthScheme, { login }: Members): AnyAuthScheme["observe"] {
  return (response, context) => {
    const credential = observer === login ? context.credential : undefined;
    return memberOf(observer, "observe")?.call(observer, response, { ...context, credential });
  };
}

function classifyBy({ schemes, login, observer }: Members): NonNullable<AnyAuthScheme["classify"]> {
  return async (response, context) => {
    let worst: Verdict = "accepted";
    for (const scheme of schemes) {
      const credential = scheme === login ? context.credential : undefined;
      const own = scheme === observer ? context : { ...context, state: undefined, use: 0 };
      const verdict = await classifyOne(scheme, response, { ...own, credential });
      // An unknown verdict is refused like that of a single scheme.
      if (!ranks.includes(verdict)) return verdict;
      if (ranks.indexOf(verdict) > ranks.indexOf(worst)) worst = verdict;
    }
    return worst;
  };
}

/** A scheme without `classify` treats a 401 as a rejection if it logs in. */
function classifyOne(
  scheme: AnyAuthScheme,
  response: ResponseHead,
  context: ResponseContext<unknown, unknown, unknown> & Peek,
): MaybePromise<Verdict> {
  const classify = memberOf(scheme, "classify");
  if (classify !== undefined) return classify.call(scheme, response, context);
  return response.status === 401 && memberOf(scheme, "acquire") !== undefined ? "rejected" : "accepted";
}
