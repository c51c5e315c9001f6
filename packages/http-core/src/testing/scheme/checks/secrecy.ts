import assert from "node:assert/strict";
import type { RequestOptions } from "../../../options/options.js";
import type { SchemeHarness } from "../harness/harness.js";
import { kindsOf, oneShotOptions } from "../request-kinds.js";
import type { AuthSchemeSuite, CheckTools, SchemeCheck } from "../suite.js";
import { textsOf } from "../texts.js";
import { captureOutput } from "../captured-output.js";

/** Nothing shows a secret. */
export const secrecyChecks: readonly SchemeCheck[] = [
  { title: "shows no secret in what succeeds or fails", isIndependent: true, run: checkTexts },
  {
    title: "shows no secret where its renewal or logout is refused",
    appliesTo: ({ acquire }) => acquire !== undefined,
    run: checkRefusedSteps,
  },
  { title: "writes no secret to the console", isIndependent: true, run: checkOutput },
  {
    title: "keeps the secrets of its credential in Secret",
    appliesTo: ({ acquire }) => acquire !== undefined,
    run: checkCredential,
  },
];

/** The options of a call, and what it sends. */
type Request = readonly [what: string, options: () => RequestOptions];

function requestsOf(suite: AuthSchemeSuite): readonly Request[] {
  return [
    ...kindsOf(suite).map(({ what, options }): Request => [what, options]),
    ["a one-shot stream", () => oneShotOptions()],
  ];
}

async function checkTexts({ harness, suite }: CheckTools): Promise<void> {
  for (const wrongSecret of [false, true]) {
    for (const [what, options] of requestsOf(suite)) {
      const one = harness({ wrongSecret });
      await makeCall(one, options);
      assertUnprinted(one, `a call with ${what}`);
    }
  }
}

/** A service that refuses a renewal or a logout makes the scheme throw an error of its own. */
async function checkRefusedSteps({ harness }: CheckTools): Promise<void> {
  for (const step of ["renewCredential", "logout"] as const) {
    for (const status of [401, 500]) {
      let isRefusing = false;
      const one = harness({ service: () => (isRefusing ? status : undefined) });
      const session = one.session({ retry: false });
      await one.call(session);
      isRefusing = true;
      await one.finish(session[step]()).then(one.keep, one.keep);
      assertUnprinted(one, `a ${step === "logout" ? step : "renewal"} that the service refused with status ${status}`);
    }
  }
}

/** Errors are checked as the scheme threw them: the session masks them, but other code may call the scheme. */
function assertUnprinted(one: SchemeHarness, where: string): void {
  const advice = `was printed in ${where}: keep it in a Secret, and out of messages and causes`;
  assertHidden(one.texts(), one.subject.secrets(), advice);
}

/** Makes a call, and keeps all that the scheme, the session, the call and the prepared request show. */
async function makeCall(one: SchemeHarness, options: () => RequestOptions): Promise<void> {
  const session = one.session();
  for (const value of [one.subject.scheme, session]) one.keep(value);
  await one.call(session, options()).catch(() => {});
  await one.finish(session.prepare(one.subject.protectedUrl, options())).then(one.keep, one.keep);
}

async function checkOutput({ harness, suite }: CheckTools): Promise<void> {
  for (const wrongSecret of [false, true]) {
    const one = harness({ wrongSecret });
    const written = await captureOutput(async () => {
      const session = one.session();
      for (const [, options] of requestsOf(suite)) await one.call(session, options()).catch(() => {});
    });
    assertHidden(written, one.subject.secrets(), "was written to the console: remove the output");
  }
}

async function checkCredential({ harness }: CheckTools): Promise<void> {
  const one = harness();
  await one.call(one.session());
  const texts = one.watch.credentials.flatMap(textsOf);
  assertHidden(texts, one.subject.secrets(), "is plain text in the credential: wrap it by `new Secret(…)` in acquire");
}

function assertHidden(texts: readonly string[], secrets: readonly string[], advice: string): void {
  const shown = secrets.findIndex((secret) => texts.some((text) => text.includes(secret)));
  assert.ok(shown < 0, `the value at index ${shown} of secrets() ${advice}`);
}
