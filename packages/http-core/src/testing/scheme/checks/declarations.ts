import assert from "node:assert/strict";
import type { HttpRequest } from "../../../http/request.js";
import { secretNameTest, declaredNameTest } from "../../../redaction/credential-names.js";
import type { SecretNames } from "../../../redaction/secret-names.js";
import type { ReceivedRequest } from "../../memory-transport.js";
import { isSameResource, type SchemeHarness } from "../harness/harness.js";
import { kindsOf } from "../request-kinds.js";
import { expireCredentials } from "../expire.js";
import { fieldsOf, type Field } from "../fields.js";
import type { CheckTools, SchemeCheck } from "../suite.js";
import { applyAgain } from "./apply-again.js";

/** Redaction knows where secrets are. */
export const declarationChecks: readonly SchemeCheck[] = [
  { title: "declares every header and parameter that it adds", run: checkAdded },
  { title: "declares what differs for another secret", run: checkTwoSecrets },
  { title: "declares every field with a secret, in requests and in responses to logins", run: checkFields },
];

async function checkAdded({ harness, suite }: CheckTools): Promise<void> {
  for (const kind of kindsOf(suite)) {
    const one = harness();
    const { scheme, protectedUrl } = one.subject;
    const session = one.session();
    const [isHeader, isParam] = [
      declaredNameTest(scheme.secrets, "headers"),
      declaredNameTest(scheme.secrets, "query"),
    ];
    await one.call(session, kind.options()).catch(() => {});
    const sent = one.received().at(-1);
    const plain = await one.session({ auth: false }).prepare(protectedUrl, kind.options());
    const usual = new Set(plain.headers.map(({ name }) => name));
    const given = new URL(protectedUrl).searchParams;
    const isSecret = (value: string): boolean => one.subject.secrets().some((item) => value.includes(item));
    for (const [name, value] of sent?.headers ?? []) {
      if (usual.has(name) || isHeader(name)) continue;
      assert.ok(
        name !== "authorization" && !isSecret(value),
        `secrets.headers must name "${name}", sent with ${kind.what}`,
      );
    }
    for (const [name, value] of new URL(sent?.url ?? protectedUrl).searchParams) {
      if (given.has(name) || isParam(name)) continue;
      assert.ok(!isSecret(value), `secrets.query must name "${name}", sent with ${kind.what}`);
    }
  }
}

async function checkTwoSecrets({ harness, suite }: CheckTools): Promise<void> {
  for (const kind of kindsOf(suite)) {
    const one = harness();
    const session = one.session();
    await one.call(session, kind.options());
    const before = await applyAgain(one, () => ({}));
    const other = harness({ wrongSecret: true }).subject.scheme;
    const names = [...differences(before, await applyAgain(one, () => ({}), { scheme: other }))];
    if (one.scheme.acquire !== undefined) {
      const { credential } = one.watch.applied.at(-1) ?? {};
      expireCredentials(one);
      await one.call(session, kind.options());
      names.push(...differences(await applyAgain(one, () => ({})), await applyAgain(one, () => ({}), { credential })));
    }
    for (const [type, name] of names) {
      const isDeclared = declaredNameTest(one.subject.scheme.secrets, type);
      assert.ok(
        isDeclared(name),
        `"${name}" of ${kind.what} differs for another secret: name it in secrets.${type}, so that it is masked`,
      );
    }
  }
}

type Difference = readonly [type: keyof SecretNames, name: string];

function* differences(one: HttpRequest, other: HttpRequest): Iterable<Difference> {
  yield* changedNames([...one.headers], [...other.headers]).map((name) => ["headers", name] as const);
  const [query, otherQuery] = [new URL(one.url).searchParams, new URL(other.url).searchParams];
  yield* changedNames([...query], [...otherQuery]).map((name) => ["query", name] as const);
  yield* changedNames(textFields(one), textFields(other)).map((name) => ["fields", name] as const);
}

function textFields({ body }: HttpRequest): readonly Field[] {
  return (body?.fields ?? []).map(([name, value]) => [name, typeof value === "string" ? value : ""]);
}

function changedNames(one: readonly Field[], other: readonly Field[]): readonly string[] {
  const valuesOf = (pairs: readonly Field[], name: string): string =>
    JSON.stringify(pairs.filter(([each]) => each === name).map(([, value]) => value));
  const names = new Set([...one, ...other].map(([name]) => name));
  return [...names].filter((name) => valuesOf(one, name) !== valuesOf(other, name));
}

async function checkFields({ harness, suite }: CheckTools): Promise<void> {
  const one = harness();
  const session = one.session();
  for (const { options } of kindsOf(suite)) await one.call(session, options()).catch(() => {});
  if (one.scheme.acquire !== undefined) {
    expireCredentials(one);
    await one.call(session);
  }
  const { transport, watch, scheme, subject } = one;
  for (const request of transport.requests)
    assertDeclared(one, fieldsOf(request.body), `a request to ${pathOf(request.url)}`);
  for (const { url, response } of watch.exchanges) {
    assertDeclared(one, fieldsOf(await response.bytes()), `the response of ${pathOf(url)}`);
  }
  const isLogin = ({ url }: ReceivedRequest): boolean => !isSameResource(url, subject.protectedUrl);
  const isMasked = secretNameTest(scheme.secrets, "headers");
  for (const { headers, url } of transport.requests.filter(isLogin)) {
    for (const [name, value] of headers) {
      const isHidden = isMasked(name) || !subject.secrets().some((secret) => value.includes(secret));
      assert.ok(isHidden, `secrets.headers must name "${name}", which has a secret in a request to ${pathOf(url)}`);
    }
  }
}

function assertDeclared({ scheme, subject }: SchemeHarness, fields: readonly Field[], where: string): void {
  const isMasked = secretNameTest(scheme.secrets, "fields");
  for (const [name, value] of fields) {
    const isHidden = isMasked(name) || !subject.secrets().some((secret) => value.includes(secret));
    assert.ok(isHidden, `secrets.fields must name "${name}", which has a secret in ${where}`);
  }
}

function pathOf(url: string): string {
  return new URL(url).pathname;
}
