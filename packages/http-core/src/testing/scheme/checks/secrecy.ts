import assert from "node:assert/strict";
import { kindsOf } from "../request-kinds.js";
import type { CheckTools, SchemeCheck } from "../suite.js";
import { textsOf } from "../texts.js";
import { captureOutput } from "../captured-output.js";

/** Nothing shows a secret. */
export const secrecyChecks: readonly SchemeCheck[] = [
  { title: "shows no secret in what succeeds or fails", run: checkTexts },
  { title: "writes no secret to the console", run: checkOutput },
  {
    title: "keeps the secrets of its credential in Secret",
    appliesTo: ({ acquire }) => acquire !== undefined,
    run: checkCredential,
  },
];

async function checkTexts({ harness }: CheckTools): Promise<void> {
  for (const wrongSecret of [false, true]) {
    const one = harness({ wrongSecret });
    one.keep(one.subject.scheme);
    const session = one.session();
    one.keep(session);
    await one.call(session).catch(() => {});
    one.keep(await session.prepare(one.subject.protectedUrl));
    assertHidden(
      one.texts(),
      one.subject.secrets(),
      "was printed: keep it in a Secret, and out of messages and causes",
    );
  }
}

async function checkOutput({ harness, suite }: CheckTools): Promise<void> {
  for (const wrongSecret of [false, true]) {
    const one = harness({ wrongSecret });
    const written = await captureOutput(async () => {
      const session = one.session();
      for (const { options } of kindsOf(suite)) await one.call(session, options()).catch(() => {});
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
