import assert from "node:assert/strict";
import { createResponse } from "../../http/response.js";
import { Secret } from "../../redaction/secret.js";
import type { Transport } from "../../transports/transport.js";
import type { TestRunner } from "../runner.js";
import { testLogin } from "./login-checks.js";
import { createHarness, foreignOrigin, isSameResource, overrideScheme, type SchemeHarness } from "./harness.js";
import type { MakeSubject } from "./subject.js";

/** What {@link testAuthScheme} runs with. */
export interface AuthSchemeSuite {
  /** Names the scheme in the titles of the checks. */
  readonly name: string;
  /** The functions of a test runner. */
  readonly runner: TestRunner;
  /** Makes a new scheme and a service that understands it. */
  readonly make: MakeSubject;
}

/**
 * Declares the conformance tests of an auth package. They check that `apply` changes nothing, that credentials are sent
 * only to the scheme's origins, and that no secret is shown. If the scheme logs in, they check that it does so once, within
 * the retry window and its deadline, and never again with a rejected secret.
 *
 * @param suite - the scheme, and the runner that runs the checks
 */
export function testAuthScheme({ name, runner, make }: AuthSchemeSuite): void {
  const { describe, it } = runner;
  describe(`${name} as an AuthScheme`, () => {
    it("gets a request accepted by its service", async () => {
      const harness = createHarness(make);
      assert.equal(await harness.call(harness.session()), 200);
    });

    it("names an identity with a principal and a masked secret", async () => {
      const { subject } = createHarness(make);
      const [one, two] = [
        await subject.scheme.identity(subject.authOptions),
        await subject.scheme.identity(subject.authOptions),
      ];
      assert.equal(typeof one.principal, "string");
      assert.ok(one.secret instanceof Secret, "identity().secret must be a Secret");
      assert.equal(one.secret.fingerprint(), two.secret?.fingerprint(), "the same account must have the same identity");
    });

    it("leaves the request untouched that it is given", () => checkPurity(createHarness(make)));
    it("is applied afresh to every attempt", () => checkEveryAttempt(createHarness(make)));
    it("declares every header and parameter that it adds", () => checkDeclaration(createHarness(make)));
    it("sends nothing of its own to other origins", () => checkOrigins(createHarness(make)));
    it("shows no secret in what succeeds or fails", () => checkSecrecy(make));
    it("is switched off by a call's own Authorization", () => checkOwnAuthorization(createHarness(make)));
    if (createHarness(make).subject.scheme.acquire !== undefined) testLogin(runner, make);
  });
}

async function checkPurity(harness: SchemeHarness): Promise<void> {
  const { scheme } = harness.subject;
  const apply = scheme.apply.bind(scheme);
  const seen: string[] = [];
  const auth = overrideScheme(scheme, {
    apply: async (...[request, credential, context]: Parameters<typeof apply>) => {
      const before = JSON.stringify([request.method, request.url, [...request.headers]]);
      const result = await apply(request, credential, context);
      seen.push(before, JSON.stringify([request.method, request.url, [...request.headers]]));
      return result;
    },
  });
  assert.equal(await harness.call(harness.session({ auth })), 200);
  assert.equal(seen[1], seen[0], "apply must return another request and leave its own as it was");
}

async function checkEveryAttempt(harness: SchemeHarness): Promise<void> {
  const { scheme, protectedUrl } = harness.subject;
  let applied = 0;
  let unavailable = true;
  const auth = overrideScheme(scheme, {
    apply: (...parameters: Parameters<typeof scheme.apply>) => {
      applied++;
      return scheme.apply(...parameters);
    },
  });
  const flaky: Transport = {
    async send(request, context) {
      const response = await harness.transport.send(request, context);
      if (!unavailable || !response.ok || !isSameResource(request.url, protectedUrl)) return response;
      unavailable = false;
      return createResponse({ status: 503, url: request.url, headers: new Headers() });
    },
  };
  const call = Promise.allSettled([harness.session({ auth, transport: flaky }).get(protectedUrl)]);
  for (let i = 0; i < 10; i++) await harness.clock.advance(1_000);
  const [result] = await call;
  assert.equal(result.status, "fulfilled");
  assert.ok(applied >= 2, "apply must run for each attempt");
}

async function checkDeclaration(harness: SchemeHarness): Promise<void> {
  const { scheme, protectedUrl } = harness.subject;
  await harness.call(harness.session());
  const sent = harness.transport.requests.findLast(({ url }) => isSameResource(url, protectedUrl));
  const plain = await harness.session({ auth: false }).prepare(protectedUrl);
  const headers = new Set([
    ...plain.headers.map(({ name: header }) => header),
    ...(scheme.secrets.headers ?? []).map((header) => header.toLowerCase()),
  ]);
  const params = new Set([...new URL(protectedUrl).searchParams.keys(), ...(scheme.secrets.query ?? [])]);
  const secrets = harness.subject.secrets();
  for (const [header, value] of sent?.headers ?? []) {
    const secret = header === "authorization" || secrets.some((item) => value.includes(item));
    assert.ok(headers.has(header) || !secret, `secrets.headers must name "${header}"`);
  }
  for (const [param, value] of new URL(sent?.url ?? protectedUrl).searchParams) {
    assert.ok(params.has(param) || !secrets.includes(value), `secrets.query must name "${param}"`);
  }
}

async function checkOrigins(harness: SchemeHarness): Promise<void> {
  const session = harness.session();
  await harness.call(session);
  await session.get(`${foreignOrigin}/`);
  const foreign = harness.transport.requests.filter(({ url }) => url.startsWith(foreignOrigin));
  const sent = JSON.stringify(
    foreign.map(({ url, headers, body }) => [url, [...headers], Buffer.from(body).toString("latin1")]),
  );
  for (const secret of harness.subject.secrets()) assert.ok(!sent.includes(secret), "a secret reached another origin");
  const declared = harness.subject.scheme.secrets.headers ?? [];
  for (const { headers } of foreign)
    for (const name of declared) assert.ok(!headers.has(name), `"${name}" reached another origin`);
}

async function checkSecrecy(make: MakeSubject): Promise<void> {
  for (const wrongSecret of [false, true]) {
    const harness = createHarness(make, { wrongSecret });
    harness.keep(harness.subject.scheme);
    const session = harness.session();
    harness.keep(session);
    await harness.call(session).catch(() => {});
    harness.keep(await session.prepare(harness.subject.protectedUrl));
    const texts = harness.texts();
    for (const secret of harness.subject.secrets()) {
      assert.ok(
        !texts.some((text) => text.includes(secret)),
        "a secret was printed; keep it in a Secret, and out of messages",
      );
    }
  }
}

async function checkOwnAuthorization(harness: SchemeHarness): Promise<void> {
  const response = await harness
    .session()
    .get(harness.subject.protectedUrl, { headers: { authorization: "Own 1" }, throwHttpErrors: false });
  assert.equal(response.status, 401);
  assert.equal(harness.transport.requests.at(-1)?.headers.get("authorization"), "Own 1");
  assert.equal(harness.logins(), 0);
}
