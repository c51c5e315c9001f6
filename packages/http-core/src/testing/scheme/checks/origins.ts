import assert from "node:assert/strict";
import { foreignOrigin } from "../harness/harness.js";
import type { CheckTools, SchemeCheck } from "../suite.js";

/** Credentials go to the service alone. */
export const originChecks: readonly SchemeCheck[] = [
  { title: "sends nothing of its own to other origins", run: checkForeign },
  { title: "claims no origin that is not the service's", run: checkClaimed },
];

async function checkForeign({ harness }: CheckTools): Promise<void> {
  const one = harness();
  const session = one.session();
  await one.call(session);
  await one.finish(session.get(`${foreignOrigin}/`));
  const foreign = one.transport.requests.filter(({ url }) => url.startsWith(foreignOrigin));
  const sent = JSON.stringify(
    foreign.map(({ url, headers, body }) => [url, [...headers], Buffer.from(body).toString("latin1")]),
  );
  for (const secret of one.subject.secrets()) {
    assert.ok(!sent.includes(secret), "a secret reached another origin: name only the service's own in `origins`");
  }
  const declared = one.subject.scheme.secrets.headers ?? [];
  for (const { headers } of foreign) {
    const sentName = declared.find((name) => headers.has(name));
    assert.ok(
      sentName === undefined,
      `"${sentName}" reached another origin: name only the service's own in \`origins\``,
    );
  }
}

async function checkClaimed({ harness }: CheckTools): Promise<void> {
  const one = harness();
  const { subject, clock } = one;
  await one.call(one.session());
  const reached = new Set(one.transport.requests.map(({ url }) => new URL(url).origin));
  const { origins, loginOrigins = [] } = subject.scheme;
  for (const origin of new Set([...origins, ...loginOrigins].map((each) => new URL(each).origin))) {
    if (reached.has(origin)) continue;
    const request = { method: "GET", url: `${origin}/`, headers: new Headers(), body: new Uint8Array() };
    const response = await subject.service(request, { clock, timeout: {} });
    assert.ok(
      response !== undefined,
      `the scheme claims ${origin}, for which the service of \`make\` returns undefined: name only the service's own origins, or let it respond for that one`,
    );
  }
}
