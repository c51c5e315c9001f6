import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import type { HttpRequest } from "../../../http/request.js";
import type { ApplyContext } from "../../../auth/scheme.js";
import { declaredNameTest } from "../../../redaction/credential-names.js";
import type { ReceivedRequest } from "../../memory-transport.js";
import { isSameResource, type SchemeHarness } from "../harness/harness.js";
import { kindsOf } from "../request-kinds.js";
import type { CheckTools, CoveredPart, SchemeCheck } from "../suite.js";
import { applyAgain, partsOf } from "./apply-again.js";

/** How a request is changed on its way. */
const changes: readonly (readonly [CoveredPart, (request: ReceivedRequest) => Partial<ReceivedRequest>])[] = [
  ["method", ({ method }) => ({ method: method === "PUT" ? "PATCH" : "PUT" })],
  ["query", ({ url }) => ({ url: `${url}${url.includes("?") ? "&" : "?"}changed=1` })],
  ["body", ({ body }) => ({ body: Buffer.concat([body, Buffer.from(" ")]) })],
];

/** What each proof contains, and how the context of another request differs. */
const freshness: readonly (readonly [
  CoveredPart,
  (context: ApplyContext<unknown, unknown>) => Partial<ApplyContext>,
])[] = [
  ["time", ({ clock }) => ({ clock: { ...clock, nowMs: () => clock.nowMs() + 10_000 } })],
  ["nonce", () => ({ randomBytes: (length) => Buffer.alloc(length, 0xa5) })],
];

/** The proof fits one request. */
export const proofChecks: readonly SchemeCheck[] = [
  { title: "makes another proof for each request", run: checkFreshProof },
  ...changes.map(([part, change]): SchemeCheck => ({
    title: `covers the ${part} by its proof`,
    appliesTo: (_, { covers = [] }) => covers.includes(part),
    run: (tools) => checkCovered(tools, part, change),
  })),
  ...freshness.map(([part, change]): SchemeCheck => ({
    title: `covers the ${part} by its proof`,
    appliesTo: (_, { covers = [] }) => covers.includes(part),
    run: (tools) => checkContained(tools, part, change),
  })),
];

async function checkCovered(
  { harness, suite }: CheckTools,
  part: CoveredPart,
  change: (request: ReceivedRequest) => Partial<ReceivedRequest>,
): Promise<void> {
  for (const { what, options } of kindsOf(suite)) {
    const own = options();
    if (part === "body" && own.method === "GET") continue;
    const one = harness({
      service: (request, { respond, protectedUrl }) => {
        if (!isSameResource(request.url, protectedUrl)) return undefined;
        return respond({ ...request, ...change(request) });
      },
    });
    const status = await one.call(one.session({ throwHttpErrors: false }), own);
    assert.ok(
      status >= 400,
      `the service accepted ${what} whose ${part} was changed after apply: the proof must depend on the ${part}, and the service of \`make\` must verify it`,
    );
  }
}

/** The same request at another time, or with other random bytes, must have another proof. */
async function checkContained(
  { harness }: CheckTools,
  part: CoveredPart,
  change: (context: ApplyContext<unknown, unknown>) => Partial<ApplyContext>,
): Promise<void> {
  const one = await calledOnce(harness());
  const [before, after] = [await applyAgain(one, () => ({})), await applyAgain(one, change)];
  assert.ok(
    !isDeepStrictEqual(partsOf(after), partsOf(before)),
    `the proof has the same ${part} each time: ${adviceOn(part, one)}`,
  );
}

function adviceOn(part: CoveredPart, { scheme, watch }: SchemeHarness): string {
  if (part === "time") return "take it from context.clock in each apply";
  const { challenge, state } = watch.applied.at(-1)?.context ?? {};
  const isServers = scheme.observe !== undefined || challenge !== undefined || state !== undefined;
  const own = "take it from context.randomBytes in each apply";
  return isServers
    ? `\`covers: ["nonce"]\` is for a nonce of the client. If the nonce is the server's, leave it out of \`covers\`; otherwise ${own}`
    : own;
}

async function checkFreshProof({ harness }: CheckTools): Promise<void> {
  const one = await calledOnce(harness());
  const before = await applyAgain(one, () => ({}));
  const after = await applyAgain(one, (context) => ({
    ...freshness[0]?.[1](context),
    ...freshness[1]?.[1](context),
    use: context.use + 1,
  }));
  const derived = derivedNames(one, before);
  const { challenge, state } = one.watch.applied.at(-1)?.context ?? {};
  // Where a server gives the nonce, it decides how often one serves.
  if (derived.length === 0 || challenge !== undefined || state !== undefined) return;
  assert.ok(
    !isDeepStrictEqual(partsOf(after), partsOf(before)),
    `two requests have the same proof (${derived.join(", ")}), so anyone who sees one can replay it: put a time, a nonce or context.use into it. If the service has no such thing, declare that in \`cannot\``,
  );
}

/** Names of declared headers and parameters that contain no secret, but something computed from one. */
function derivedNames({ scheme, subject }: SchemeHarness, request: HttpRequest): readonly string[] {
  const isPlain = (value: string): boolean => subject.secrets().some((secret) => value.includes(secret));
  const [isHeader, isParam] = [declaredNameTest(scheme.secrets, "headers"), declaredNameTest(scheme.secrets, "query")];
  return [
    ...[...request.headers].filter(([name, value]) => isHeader(name) && !isPlain(value)),
    ...[...new URL(request.url).searchParams].filter(([name, value]) => isParam(name) && !isPlain(value)),
  ].map(([name]) => name);
}

async function calledOnce(one: SchemeHarness): Promise<SchemeHarness> {
  await one.call(one.session());
  return one;
}
