import assert from "node:assert/strict";
import type { SchemeHarness } from "../harness/harness.js";
import { passTime } from "../harness/finish-work.js";
import { createOutage } from "../harness/outage.js";
import { describeError } from "../rejections.js";
import { hasParametersOf, withoutQuery, withOddQueries } from "../odd-queries.js";
import { oneShotOptions, oneShotText, postKinds, titleOf, type RequestKind } from "../request-kinds.js";
import type { CheckTools, SchemeCheck } from "../suite.js";
import { overrideScheme } from "../harness/watched-scheme.js";
import { isError } from "../../../util/realms.js";

/** The check that most others depend on: if the service does not accept the proof, they would report misleading errors. */
export const acceptedCheck: SchemeCheck = { title: "gets a request accepted by its service", run: checkAccepted };

/** The proof is accepted, with each kind of request. */
export const acceptanceChecks: readonly SchemeCheck[] = [
  acceptedCheck,
  { title: "has a service that refuses a request without a proof", isIndependent: true, run: checkRefusal },
  ...postKinds.map((kind) => ({
    title: titleOf(kind),
    run: (tools: CheckTools) => checkPost(tools, kind),
  })),
  { title: "sends a one-shot stream whole, or refuses it before anything is sent", run: checkOneShot },
  { title: "gets an odd query accepted by its service", run: checkOddQuery },
  { title: "does not change the request that it receives", run: checkPurity },
  { title: "is applied again to every attempt", run: checkEveryAttempt },
  { title: "is switched off by a call's own proof", run: checkOwnProof },
];

async function checkAccepted({ harness }: CheckTools): Promise<void> {
  const one = harness();
  const end = await statusOf(one.call(one.session()));
  assert.equal(end, 200, `a GET of protectedUrl must get status 200; it ended with ${end}${unsentHint(one)}`);
}

/** A login that sends its requests in another way does not reach the service of the suite. */
function unsentHint({ watch }: SchemeHarness): string {
  const isUnsent = watch.logins > 0 && watch.credentials.length === 0 && watch.sends === 0;
  if (!isUnsent) return "";
  return ". The login sent nothing with context.send: let acquire and renew send with it, and not with fetch or another client, so that the service of `make` gets their requests";
}

async function checkRefusal({ harness }: CheckTools): Promise<void> {
  const one = harness();
  const status = await one.call(one.session({ auth: false, throwHttpErrors: false }));
  assert.ok(
    status === 401 || status === 403,
    `the service returned ${status} to a request without a proof, expected 401 or 403: let the service of \`make\` verify the proof, otherwise no check can fail`,
  );
}

async function checkPost({ harness }: CheckTools, { what, options, hasArrived }: RequestKind): Promise<void> {
  const one = harness();
  assert.equal(await statusOf(one.call(one.session(), options())), 200, `the service must accept ${what}: status 200`);
  const last = one.received().at(-1);
  assert.ok(last !== undefined && hasArrived(last), `${what} arrived changed: apply must keep the body, or add to it`);
}

async function checkOneShot({ harness }: CheckTools): Promise<void> {
  const one = harness();
  let isOpened = false;
  const options = oneShotOptions(() => void (isOpened = true));
  const end = await one.call(one.session(), options).catch((error: unknown) => error);
  const isWhole = one.received().some(({ body }) => Buffer.from(body).toString() === oneShotText);
  const advice =
    "apply must not open a body with `replayable: false`; sign without it, or throw an error that says that a function of streams is needed";
  assert.equal(isWhole, isOpened, `the stream was read, but the service did not get it: ${advice}`);
  if (!isOpened) return assert.ok(isError(end), `the request was sent without its body: ${advice}`);
  const isChallenged = isError(end) && "code" in end && end.code === "BODY_NOT_REPLAYABLE";
  assert.ok(end === 200 || isChallenged, `a POST of a one-shot stream ended with ${describeEnd(end)}: ${advice}`);
}

async function checkOddQuery({ harness }: CheckTools): Promise<void> {
  const { protectedUrl } = harness().subject;
  const bare = withoutQuery(protectedUrl);
  // A service may need the query of its protected URL.
  const isBareAccepted = bare === protectedUrl || (await statusAt(harness(), bare)) === 200;
  for (const url of [...withOddQueries(protectedUrl), ...(isBareAccepted ? [`${bare}?`] : [])]) {
    const one = harness();
    const target = url.slice(new URL(url).origin.length);
    const advice =
      "sign the query as it is in request.url, and keep its parameters. `search` of a URL leaves out the question mark of an empty query";
    const status = await statusAt(one, url);
    assert.equal(status, 200, `a request to ${target} must get status 200: ${advice}`);
    const last = one.received().at(-1);
    assert.ok(last !== undefined && hasParametersOf(last.url, url), `parameters of ${target} were changed: ${advice}`);
  }
}

async function checkPurity({ harness }: CheckTools): Promise<void> {
  const one = harness();
  const { scheme } = one;
  const seen: string[] = [];
  const auth = overrideScheme(scheme, {
    apply: async (...[request, credential, context]: Parameters<typeof scheme.apply>) => {
      const before = JSON.stringify([request.method, request.url, [...request.headers]]);
      const result = await scheme.apply(request, credential, context);
      seen.push(before, JSON.stringify([request.method, request.url, [...request.headers]]));
      return result;
    },
  });
  assert.equal(await statusOf(one.call(one.session({ auth }))), 200);
  assert.equal(
    seen[1],
    seen[0],
    "apply changed its request: it must return request.with(…) and leave its own as it was",
  );
}

async function checkEveryAttempt({ harness }: CheckTools): Promise<void> {
  const outage = createOutage();
  const one = harness({ service: outage.service });
  outage.begin();
  const end = await passTime(one.call(one.session()), one.clock).catch((error: unknown) => error);
  assert.equal(end, 200, `a retry after a 503 must succeed; the call ended with ${describeEnd(end)}`);
  assert.ok(one.watch.applied.length >= 2, "apply must run for each attempt");
}

async function checkOwnProof({ harness }: CheckTools): Promise<void> {
  const declared = harness().subject.scheme.secrets.headers ?? [];
  for (const name of new Set(["authorization", ...declared.map((each) => each.toLowerCase())])) {
    if (name === "cookie" || name === "set-cookie") continue;
    const one = harness();
    const status = await one.call(one.session({ throwHttpErrors: false }), { headers: { [name]: "Own 1" } });
    assert.ok(
      status === 401 || status === 403,
      `a call with its own "${name}" got ${status}: the service must refuse it, since it goes without the scheme`,
    );
    assert.equal(one.received().at(-1)?.headers.get(name), "Own 1", `the call's own "${name}" must be sent as it is`);
    assert.equal(one.watch.logins, 0, `a call with its own "${name}" must not log in`);
  }
}

function statusAt(one: SchemeHarness, url: string): Promise<number | string> {
  return statusOf(one.call(one.session(), { url }));
}

function statusOf(call: Promise<number>): Promise<number | string> {
  return call.catch(describeError);
}

function describeEnd(end: unknown): string {
  return typeof end === "number" ? `status ${end}` : describeError(end);
}
