import assert from "node:assert/strict";
import { BodyError, isAuthenticationError } from "../../../../errors.js";
import { isSameResource, type SchemeHarness } from "../../harness/harness.js";
import { textsOf } from "../../texts.js";
import { canary, malformedResponses, type MalformedResponse } from "../../malformed-responses.js";
import { describeError } from "../../rejections.js";
import type { CheckTools, SchemeCheck } from "../../suite.js";

/** A login's responses are checked before they are used. */
export const loginResponseChecks: readonly SchemeCheck[] = [
  {
    title: "fails where the response to a login is malformed, and quotes nothing of it",
    appliesTo: ({ acquire }) => acquire !== undefined,
    run: checkMalformed,
  },
];

async function checkMalformed(tools: CheckTools): Promise<void> {
  const good = tools.harness();
  await good.call(good.session());
  // A login without requests has no responses.
  for (const [index, { url, response }] of good.watch.exchanges.entries()) {
    if (isSameResource(url, good.subject.protectedUrl)) continue;
    for (const malformed of malformedResponses(await response.bytes())) await checkOne(tools, index, malformed);
  }
}

/** Replaces one response of a login. */
async function checkOne({ harness }: CheckTools, index: number, { what, response }: MalformedResponse): Promise<void> {
  let seen = 0;
  const one = harness({
    service: ({ url }, { protectedUrl }) =>
      !isSameResource(url, protectedUrl) && seen++ === index ? response : undefined,
  });
  const end = await one.call(one.session({ retry: false })).catch((error: unknown) => error);
  if (end === 200) return;
  const which = `response ${index + 1} of the login has ${what}`;
  assert.ok(
    isAuthenticationError(end) || end instanceof BodyError,
    `${which}: acquire must check the type and form of each member that it uses, and throw AuthenticationError("transient"). The call ended with ${describeError(end)}`,
  );
  assert.ok(
    end.code !== "AUTH_REJECTED",
    `${which}: the secret is not wrong. Throw AuthenticationError("transient"), otherwise the secret is blocked for an hour`,
  );
  assertQuotesNothing(one, end, which);
}

function assertQuotesNothing(one: SchemeHarness, error: unknown, which: string): void {
  const texts = [...textsOf(error), ...one.texts()];
  const hidden = [canary, ...one.subject.secrets()];
  assert.ok(
    !texts.some((text) => hidden.some((value) => text.includes(value))),
    `${which}: its text is quoted in an error or log. Say what is wrong with it, and leave its text and the parser's error out`,
  );
}
