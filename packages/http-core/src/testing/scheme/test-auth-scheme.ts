import assert from "node:assert/strict";
import { createResponse } from "../../http/response.js";
import { Secret } from "../../redaction/secret.js";
import type { Transport } from "../../transports/transport.js";
import type { TestRunner } from "../runner.js";
import { testLogin } from "./login-checks.js";
import { bench, sameResource, type Bench, type SchemeSubject, type SubjectOptions } from "./subject.js";

/** What {@link testAuthScheme} runs on. */
export interface AuthSchemeSuite {
  /** Heads the suite. */
  readonly name: string;
  /** The functions of a test runner. */
  readonly runner: TestRunner;
  /** Makes a fresh scheme and a service that understands it. */
  readonly make: (options: SubjectOptions) => SchemeSubject;
}

/**
 * The conformance suite for auth packages: that a scheme is pure, keeps to its origins and shows no secret, and, where
 * it logs in, that it does so once, within its window and its deadline, and never again with a secret that was refused.
 *
 * @param suite - the scheme, and the runner that runs the checks
 */
export function testAuthScheme({ name, runner, make }: AuthSchemeSuite): void {
  const { describe, it } = runner;
  describe(`${name} as an AuthScheme`, () => {
    it("gets a request accepted by its service", async () => {
      const on = bench(make);
      assert.equal(await on.call(on.session()), 200);
    });

    it("names an identity with a principal and a masked secret", async () => {
      const { subject } = bench(make);
      const [one, two] = [
        await subject.scheme.identity(subject.authOptions),
        await subject.scheme.identity(subject.authOptions),
      ];
      assert.equal(typeof one.principal, "string");
      assert.ok(one.secret instanceof Secret, "identity().secret must be a Secret");
      assert.equal(one.secret.fingerprint(), two.secret.fingerprint(), "the same account must have the same identity");
    });

    it("leaves the request untouched that it is given", () => checkPurity(bench(make)));
    it("is applied afresh to every attempt", () => checkEveryAttempt(bench(make)));
    it("declares every header and parameter that it adds", () => checkDeclaration(bench(make)));
    it("sends nothing of its own to other origins", () => checkOrigins(bench(make)));
    it("shows no secret in what succeeds or fails", () => checkSecrecy(make));
    it("is switched off by a call's own Authorization", () => checkOwnAuthorization(bench(make)));
    if (bench(make).subject.scheme.acquire !== undefined) testLogin(runner, make);
  });
}

async function checkPurity(on: Bench): Promise<void> {
  const { scheme } = on.subject;
  const apply = scheme.apply.bind(scheme);
  const seen: string[] = [];
  const auth = Object.assign(Object.create(scheme) as typeof scheme, {
    apply: async (...[request, credential, context]: Parameters<typeof apply>) => {
      const before = JSON.stringify([request.method, request.url, [...request.headers]]);
      const result = await apply(request, credential, context);
      seen.push(before, JSON.stringify([request.method, request.url, [...request.headers]]));
      return result;
    },
  });
  assert.equal(await on.call(on.session({ auth })), 200);
  assert.equal(seen[1], seen[0], "apply must return another request and leave its own as it was");
}

async function checkEveryAttempt(on: Bench): Promise<void> {
  const { scheme, protectedUrl } = on.subject;
  let applied = 0;
  let unavailable = true;
  const auth = Object.assign(Object.create(scheme) as typeof scheme, {
    apply: (...parameters: Parameters<typeof scheme.apply>) => {
      applied++;
      return scheme.apply(...parameters);
    },
  });
  const flaky: Transport = {
    async send(request, context) {
      const response = await on.transport.send(request, context);
      if (!unavailable || !response.ok || !sameResource(request.url, protectedUrl)) return response;
      unavailable = false;
      return createResponse({ status: 503, url: request.url, headers: new Headers() });
    },
  };
  const call = Promise.allSettled([on.session({ auth, transport: flaky }).get(protectedUrl)]);
  for (let i = 0; i < 10; i++) await on.clock.advance(1_000);
  const [result] = await call;
  assert.equal(result.status, "fulfilled");
  assert.ok(applied >= 2, "apply must run for each attempt");
}

async function checkDeclaration(on: Bench): Promise<void> {
  const { scheme, protectedUrl } = on.subject;
  await on.call(on.session());
  const sent = on.transport.requests.findLast(({ url }) => sameResource(url, protectedUrl));
  const plain = await on.session({ auth: false }).prepare(protectedUrl);
  const headers = new Set([
    ...plain.headers.map(({ name: header }) => header),
    ...(scheme.secrets.headers ?? []).map((header) => header.toLowerCase()),
  ]);
  const params = new Set([...new URL(protectedUrl).searchParams.keys(), ...(scheme.secrets.query ?? [])]);
  const secrets = on.subject.secrets();
  for (const [header, value] of sent?.headers ?? []) {
    const secret = header === "authorization" || secrets.some((item) => value.includes(item));
    assert.ok(headers.has(header) || !secret, `secrets.headers must name "${header}"`);
  }
  for (const [param, value] of new URL(sent?.url ?? protectedUrl).searchParams) {
    assert.ok(params.has(param) || !secrets.includes(value), `secrets.query must name "${param}"`);
  }
}

async function checkOrigins(on: Bench): Promise<void> {
  const session = on.session();
  await on.call(session);
  await session.get("https://elsewhere.example/");
  const foreign = on.transport.requests.filter(({ url }) => url.startsWith("https://elsewhere.example"));
  const sent = JSON.stringify(
    foreign.map(({ url, headers, body }) => [url, [...headers], Buffer.from(body).toString("latin1")]),
  );
  for (const secret of on.subject.secrets()) assert.ok(!sent.includes(secret), "a secret reached another origin");
  const declared = on.subject.scheme.secrets.headers ?? [];
  for (const { headers } of foreign)
    for (const name of declared) assert.ok(!headers.has(name), `"${name}" reached another origin`);
}

async function checkSecrecy(make: AuthSchemeSuite["make"]): Promise<void> {
  for (const wrongSecret of [false, true]) {
    const on = bench(make, wrongSecret);
    on.keep(on.subject.scheme);
    const session = on.session();
    on.keep(session);
    await on.call(session).catch(() => {});
    on.keep(await session.prepare(on.subject.protectedUrl));
    const texts = on.texts();
    for (const secret of on.subject.secrets()) {
      assert.ok(
        !texts.some((text) => text.includes(secret)),
        "a secret was printed; keep it in a Secret, and out of messages",
      );
    }
  }
}

async function checkOwnAuthorization(on: Bench): Promise<void> {
  const response = await on
    .session()
    .get(on.subject.protectedUrl, { headers: { authorization: "Own 1" }, throwHttpErrors: false });
  assert.equal(response.status, 401);
  assert.equal(on.transport.requests.at(-1)?.headers.get("authorization"), "Own 1");
  assert.equal(on.logins(), 0);
}
