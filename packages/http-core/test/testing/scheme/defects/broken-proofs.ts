import { Secret, type AnyAuthScheme } from "../../../../src/index.js";
import type { SchemeSubject, SubjectOptions } from "../../../../src/testing/index.js";
import { broken, type Suite } from "../../../support/broken-scheme.js";
import { apiKeySubject } from "../subjects/api-key.js";
import { bodySignerSubject } from "../subjects/body-signer.js";
import { countingSubject } from "../subjects/rising-count.js";

/** A scheme that is wrong in one respect, the check that must fail, and the suite that it runs in. */
export type Defect = readonly [defect: string, check: string, suite: Suite];

type Context = Parameters<AnyAuthScheme["apply"]>[2];

/** Signs with another context than the session's. */
function signedWith(change: (context: Context) => Partial<Context>, covers: Suite["covers"] = []): Suite {
  const make = broken(bodySignerSubject, (scheme) => ({
    apply: (request, credential, context) => scheme.apply(request, credential, { ...context, ...change(context) }),
  }));
  return { make, covers };
}

const constantNonce = { randomBytes: (length: number) => Buffer.alloc(length, 7) };
const constantTime = ({ clock }: Context): Partial<Context> => ({ clock: { ...clock, nowMs: () => 1_000 } });

function withQuery(query: string): Suite["make"] {
  return (options) => {
    const subject = bodySignerSubject(options);
    return { ...subject, protectedUrl: subject.protectedUrl + query };
  };
}

/** A scheme object that remembers a URL with the key in it. */
function keepingUrl(options: SubjectOptions, when: "a POST" | "a stream"): SchemeSubject {
  const subject = apiKeySubject(options);
  const scheme: AnyAuthScheme & { lastUrl?: string } = {
    ...subject.scheme,
    apply: async (request, credential, context) => {
      const applied = await subject.scheme.apply(request, credential, context);
      const isKept = when === "a POST" ? request.method === "POST" : request.body?.replayable === false;
      if (isKept) scheme.lastUrl = applied.url;
      return applied;
    },
  };
  return { ...subject, scheme };
}

/** What can be wrong with a proof. */
export const brokenProofs: readonly Defect[] = [
  ["has a constant nonce", "covers the nonce by its proof", signedWith(() => constantNonce, ["nonce"])],
  ["has a constant timestamp", "covers the time by its proof", signedWith(constantTime, ["time"])],
  [
    "has a constant nonce and timestamp",
    "makes another proof for each request",
    signedWith((context) => ({ ...constantNonce, ...constantTime(context) })),
  ],
  [
    "does not cover the body",
    "covers the body by its proof",
    { make: (options) => bodySignerSubject(options, false), covers: ["body"] },
  ],
  ...(["method", "query"] as const).map((part): Defect => [
    `does not cover the ${part}`,
    `covers the ${part} by its proof`,
    { make: apiKeySubject, covers: [part] },
  ]),
  [
    "consumes a one-shot stream",
    "sends a one-shot stream whole, or refuses it before anything is sent",
    {
      make: broken(apiKeySubject, (scheme) => ({
        apply: async (request, credential, context) => {
          for await (const _chunk of request.body?.open() ?? []);
          return scheme.apply(request, credential, context);
        },
      })),
    },
  ],
  [
    "replaces the body",
    "gets JSON accepted by its service",
    {
      make: broken(apiKeySubject, (scheme) => ({
        apply: async (request, credential, context) => {
          const { headers, ...rest } = await scheme.apply(request, credential, context);
          return request.body === undefined
            ? request.with({ ...rest, headers })
            : request.with({ ...rest, headers, body: { replayable: true, async *open() {} } });
        },
      })),
    },
  ],
  [
    "hashes the body of a POST only",
    "gets JSON by PUT accepted by its service",
    {
      make: broken(bodySignerSubject, (scheme) => ({
        apply: (request, credential, context) =>
          request.method === "PUT"
            ? scheme.apply(
                Object.assign(Object.create(request) as typeof request, { body: undefined }),
                credential,
                context,
              )
            : scheme.apply(request, credential, context),
      })),
    },
  ],
  [
    "drops repeated parameters",
    "gets an odd query accepted by its service",
    {
      make: broken(apiKeySubject, (scheme) => ({
        apply: async (request, credential, context) => {
          const url = new URL((await scheme.apply(request, credential, context)).url);
          url.search = new URLSearchParams(Object.fromEntries(url.searchParams)).toString();
          return request.with({ url: url.href });
        },
      })),
    },
  ],
  ...["", "?page=1"].map((query): Defect => [
    `signs an empty query without its question mark, and is tested at a URL with the query "${query}"`,
    "gets an odd query accepted by its service",
    {
      make: broken(withQuery(query), (scheme) => ({
        apply: async (request, credential, context) => {
          const { url } = request;
          return (await scheme.apply(request.with({ url: url.replace(/\?$/, "") }), credential, context)).with({ url });
        },
      })),
    },
  ]),
  [
    "has a nonce count that stands still",
    "sends one request for each call once it has learnt from responses",
    {
      make: broken(countingSubject, (scheme) => ({
        apply: (request, credential, context) => scheme.apply(request, credential, { ...context, use: 1 }),
      })),
    },
  ],
  [
    "ignores a newer nonce",
    "uses the newest state from responses",
    {
      make: broken(countingSubject, (scheme) => ({
        observe: (response, context) => context.state ?? scheme.observe?.(response, context),
      })),
    },
  ],
  [
    "prefers an old nonce to that of a challenge",
    "uses the newest state from responses",
    {
      make: broken(countingSubject, (scheme) => ({
        observe: (response, context) => context.state ?? scheme.observe?.(response, context),
        apply: (request, credential, context) => {
          const { challenge, ...rest } = context;
          return scheme.apply(
            request,
            credential,
            context.state === undefined ? { ...rest, ...(challenge && { challenge }) } : rest,
          );
        },
      })),
    },
  ],
  [
    "adds nothing to the request",
    "gets a request accepted by its service",
    { make: broken(apiKeySubject, () => ({ apply: (request) => request })) },
  ],
  [
    "is tested with a service that accepts everything",
    "has a service that refuses a request without a proof",
    { make: (options) => ({ ...apiKeySubject(options), service: () => 200 }) },
  ],
  [
    "claims an origin that is not the service's",
    "claims no origin that is not the service's",
    { make: broken(apiKeySubject, ({ origins }) => ({ origins: [...origins, "https://cdn.example.com"] })) },
  ],
  [
    "lets its login reach an origin that is not the service's",
    "claims no origin that is not the service's",
    { make: broken(apiKeySubject, ({ origins }) => ({ loginOrigins: [...origins, "https://cdn.example.com"] })) },
  ],
  [
    "has the same secret for every key",
    "has another identity with another secret",
    { make: broken(apiKeySubject, () => ({ identity: () => ({ principal: "", secret: new Secret("constant") }) })) },
  ],
  [
    "has an identity without the key",
    "has another identity with another secret",
    { make: broken(apiKeySubject, () => ({ identity: () => ({ principal: "" }) })) },
  ],
  ...(["principal", "extra"] as const).map((member): Defect => [
    `has its key as plain text in the ${member} of its identity`,
    "names an identity with a principal and a masked secret",
    {
      make: broken(apiKeySubject, (scheme, { secrets }) => ({
        identity: async () => {
          const [key = ""] = secrets();
          const identity = await scheme.identity();
          return { ...identity, ...(member === "principal" ? { principal: `key ${key}` } : { extra: { key } }) };
        },
      })),
    },
  ]),
  ...(["a POST", "a stream"] as const).map((when): Defect => [
    `keeps the last URL that it has signed for ${when}, key included`,
    "shows no secret in what succeeds or fails",
    { make: (options) => keepingUrl(options, when) },
  ]),
  [
    "sends an undeclared header on POST only",
    "declares every header and parameter that it adds",
    {
      make: broken(apiKeySubject, (scheme, { secrets }) => ({
        apply: async (request, credential, context) => {
          const applied = await scheme.apply(request, credential, context);
          return request.method === "POST" ? applied.with({ headers: { "x-copy": secrets()[0] ?? "" } }) : applied;
        },
      })),
    },
  ],
  [
    "sends an undeclared header that is computed from the secret, on POST only",
    "declares what differs for another secret",
    {
      make: broken(apiKeySubject, (scheme, { secrets }) => ({
        apply: async (request, credential, context) => {
          const applied = await scheme.apply(request, credential, context);
          const hint = Buffer.from(secrets()[0] ?? "").toString("base64");
          return request.method === "POST" ? applied.with({ headers: { "x-hint": hint } }) : applied;
        },
      })),
    },
  ],
  [
    "does not declare its parameter",
    "declares every header and parameter that it adds",
    { make: broken(apiKeySubject, () => ({ secrets: {} })) },
  ],
];
