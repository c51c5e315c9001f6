import assert from "node:assert/strict";
import { isRecord, parseJson } from "../../../authoring/json.js";
import { copyOwn } from "../../../util/own-members.js";
import type { SchemeHarness } from "../harness/harness.js";
import { describeError } from "../rejections.js";
import type { CheckTools, SchemeCheck } from "../suite.js";

/** What calls sent, and how they ended. */
interface Result {
  /** With all values. */
  readonly whole: string;
  /** With the names of headers and parameters alone. */
  readonly names: string;
}

const values: readonly unknown[] = ["changed", 1, true, ["changed"], () => "changed"];

/** Hostile members of `Object.prototype` change nothing. */
export const prototypeChecks: readonly SchemeCheck[] = [
  { title: "reads nothing from Object.prototype", run: checkPrototype },
];

async function checkPrototype(tools: CheckTools): Promise<void> {
  const one = tools.harness();
  await one.call(one.session());
  const names = await namesOf(one, tools);
  const first = await resultOf(tools, []);
  // A scheme with a source of randomness of its own sends something else each time; then only names are compared.
  const isSteady = first.whole === (await resultOf(tools, [])).whole;
  const textOf = ({ whole, names: shape }: Result): string => (isSteady ? whole : shape);
  for (const value of values) {
    const changed = (each: readonly string[]): Promise<boolean> =>
      resultOf(
        tools,
        each.map((name) => [name, value]),
      ).then((result) => textOf(result) !== textOf(first));
    if (!(await changed(names))) continue;
    const found: string[] = [];
    for (const name of names) if (await changed([name])) found.push(name);
    const shown = (found.length === 0 ? names : found).map((name) => `"${name}"`).join(", ");
    assert.fail(
      `a member ${shown} of Object.prototype changed what was sent: copy options by readOptions, JSON by parseJsonObject, and read optional members only if Object.hasOwn says so`,
    );
  }
}

/** Names that a scheme may look for: of options, of responses to logins, and of what it made itself. */
async function namesOf({ subject, watch }: SchemeHarness, { suite }: CheckTools): Promise<readonly string[]> {
  const names = new Set(suite.optionNames ?? []);
  const add = (value: unknown): void => {
    if (isRecord(value)) for (const name of Object.keys(value)) names.add(name);
  };
  for (const value of [subject.authOptions, subject.otherCall?.authOptions]) add(value);
  for (const { value } of watch.credentials) add(value);
  for (const { response } of watch.exchanges) add(parseJson(await response.text()));
  for (const field of subject.scheme.secrets.fields ?? []) names.add(field);
  return [...names].filter((name) => !(name in {}));
}

/** Logs in and calls while `Object.prototype` has other members, and returns what was sent. */
async function resultOf(
  { harness }: CheckTools,
  members: readonly (readonly [name: string, value: unknown])[],
): Promise<Result> {
  const root: object = Object.prototype;
  for (const [name, value] of members) {
    Object.defineProperty(root, name, copyOwn({ value, configurable: true, writable: true }));
  }
  let one: SchemeHarness | undefined;
  let end: unknown;
  try {
    one = harness();
    end = await one.call(one.session()).catch(describeError);
  } catch (error) {
    end = describeError(error);
  } finally {
    for (const [name] of members) Reflect.deleteProperty(root, name);
  }
  const sent = one?.transport.requests ?? [];
  const whole = sent.map(({ method, url, headers, body }) => [
    method,
    url,
    [...headers],
    Buffer.from(body).toString("latin1"),
  ]);
  const names = sent.map(({ method, url, headers }) => [
    method,
    new URL(url).origin + new URL(url).pathname,
    [...new URL(url).searchParams.keys()],
    [...headers.keys()],
  ]);
  return { whole: JSON.stringify([end, whole]), names: JSON.stringify([end, names]) };
}
