import assert from "node:assert/strict";
import type { HttpRequest } from "../../../http/request.js";
import { passTime } from "../harness/finish-work.js";
import type { SchemeHarness } from "../harness/harness.js";
import { createOutage, type Outage } from "../harness/outage.js";
import type { Applied } from "../harness/watched-scheme.js";
import { describeError } from "../rejections.js";
import type { CheckTools, SchemeCheck } from "../suite.js";
import { applyAgain } from "./apply-again.js";

const callsAtOnce = 20;

/** A nonce of the server goes into one request, also where the server forgives a second one by a new challenge. */
export const singleUseChecks: readonly SchemeCheck[] = [
  {
    title: "sends no nonce of its service twice",
    appliesTo: (_, { covers = [] }) => covers.includes("singleUseNonce"),
    run: checkSingleUse,
  },
];

/** Makes calls, and returns how they ended. */
type MakeCalls = (call: () => Promise<unknown>, one: SchemeHarness, outage: Outage) => Promise<readonly unknown[]>;

const situations: readonly (readonly [when: string, makeCalls: MakeCalls])[] = [
  ["of calls in a row", async (call) => [await call(), await call(), await call()]],
  ["of calls at once", (call) => Promise.all(Array.from({ length: callsAtOnce }, call))],
  [
    "of a call that is retried after a 503",
    async (call, { clock }, outage) => {
      outage.begin();
      return [await passTime(call(), clock)];
    },
  ],
];

async function checkSingleUse({ harness }: CheckTools): Promise<void> {
  for (const [when, makeCalls] of situations) {
    const outage = createOutage();
    const one = harness({ service: outage.service });
    const session = one.session();
    const call = (): Promise<unknown> => one.call(session).catch(describeError);
    // With the first calls the scheme learns a nonce, if it learns any.
    const ends = [await call(), await call(), ...(await makeCalls(call, one, outage))];
    assert.deepEqual([...new Set(ends)], [200], `the calls ${when} must get status 200`);
    await assertSingleUse(one, when);
  }
}

async function assertSingleUse(one: SchemeHarness, when: string): Promise<void> {
  const proofs: (readonly string[])[] = [];
  for (const applied of one.watch.applied) proofs.push(await noncePartsOf(one, applied));
  const withNonce = proofs.filter((parts) => parts.length > 0);
  assert.ok(
    withNonce.length > 0,
    `no request ${when} had anything that depends on context.state or context.challenge: let apply take the nonce from there, or leave "singleUseNonce" out of \`covers\``,
  );
  const repeated = findRepeated(withNonce);
  assert.ok(
    repeated === undefined,
    `two requests ${when} had the same ${repeated}: apply must use the nonce in context.state only where context.use is 1, and observe must not return a nonce that a request has carried. If the service accepts a nonce more than once, leave "singleUseNonce" out of \`covers\``,
  );
}

/** Returns the parts of a proof that the request would not have without a nonce, as for the first use of that nonce. */
async function noncePartsOf(one: SchemeHarness, applied: Applied): Promise<readonly string[]> {
  const bare = partsOf(await applyAgain(one, () => ({ state: undefined, use: 0, challenge: undefined }), { applied }));
  const added = (request: HttpRequest): readonly string[] => partsOf(request).filter((part) => !bare.includes(part));
  if (added(await applyAgain(one, () => ({}), { applied })).length === 0) return [];
  return added(await applyAgain(one, ({ use }) => ({ use: Math.min(use, 1) }), { applied }));
}

/** Each header and parameter, with its value. */
function partsOf({ url, headers }: HttpRequest): readonly string[] {
  return [
    ...[...headers].map((header) => JSON.stringify(header)),
    ...[...new URL(url).searchParams].map((parameter) => JSON.stringify(parameter)),
  ];
}

/** Finds the name of a part that several proofs have with the same value. */
function findRepeated(proofs: readonly (readonly string[])[]): string | undefined {
  const counts = new Map<string, number>();
  for (const part of proofs.flat()) counts.set(part, (counts.get(part) ?? 0) + 1);
  const entries = [...counts];
  // A value that every proof has, such as the name of an algorithm, is not a nonce, unless there is nothing else.
  const varying = entries.filter(([, count]) => count < proofs.length);
  const [part] = (varying.length > 0 ? varying : entries).find(([, count]) => count > 1) ?? [];
  return part === undefined ? undefined : `"${(JSON.parse(part) as readonly [string, string])[0]}"`;
}
