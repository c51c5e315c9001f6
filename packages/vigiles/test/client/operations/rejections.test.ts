import { describe, expect, it } from "vitest";
import { operationRows } from "../../../src/client/operations/option-kinds.js";
import { createVigiles } from "../../../src/index.js";
import { account } from "../../support/workspace.js";

type Operation = (...values: unknown[]) => PromiseLike<unknown> | { all(): Promise<unknown> };

const client = createVigiles({ ...account, url: "http://127.0.0.1:9", edition: "groups" });
const { manifests, reports, folders, groups, products, cves, jobs } = client;
const subjects: Readonly<Record<string, object>> = {
  manifests,
  reports,
  folders,
  groups,
  "groups.members": groups.members,
  "groups.settings": groups.settings,
  products,
  cves,
  jobs,
};
const operations = Object.entries(subjects).flatMap(([subject, members]) =>
  Object.entries(members)
    .filter((entry): entry is [string, Operation] => typeof entry[1] === "function")
    .map(([name, operation]) => [`${subject}.${name}`, operation] as const),
);

describe("an operation with a bad argument", () => {
  it("is one of many", () => {
    expect(operations.length).toBeGreaterThan(40);
  });

  it.each(operations)("never throws before it returns: %s", async (_name, operation) => {
    const stop = AbortSignal.abort(new Error("nothing must be sent"));
    const bad = ["../x"];
    const result = operation(bad, { signal: stop, groupTokens: bad, scope: "group" }, { signal: stop });
    await expect("all" in result ? result.all() : result).rejects.toBeInstanceOf(Error);
  });

  const circular: unknown[] = [];
  circular.push(circular);
  /** Values that can't be turned into text, or not into JSON. */
  const odd: readonly (readonly [string, unknown])[] = [
    ["an object without text", Object.create(null)],
    ["an object whose text is none", { toString: () => ({}), toJSON: 1 }],
    ["a symbol", Symbol("odd")],
    ["a bigint", 1n],
    ["a list in itself", circular],
  ];

  /** Options that some operations require. */
  const validOptions = { text: "{}", format: "pdf", productName: "p", cveId: "CVE-2026-1", customScore: 5 };

  it.each(operations)("rejects odd values by a typed error: %s", async (name, operation) => {
    const { position, kinds } = operationRows[name] ?? { position: 0, kinds: {} };
    const tokens = Array.from({ length: position }, () => "t");
    const valid = Object.entries(validOptions).filter(([option]) => Object.hasOwn(kinds, option));
    const options = { ...Object.fromEntries(valid), signal: AbortSignal.abort(new Error("nothing must be sent")) };
    for (const [what, value] of odd) {
      const calls: unknown[][] = Object.keys(kinds).map((option) => [...tokens, { ...options, [option]: value }]);
      for (let at = 0; at < position; at++) calls.push([...tokens.with(at, value as string), options]);
      for (const call of calls) {
        const result = operation(...call);
        const error: unknown = await Promise.resolve("all" in result ? result.all() : result).catch((reason) => reason);
        expect(error instanceof TypeError ? [what, error.stack] : undefined).toBeUndefined();
      }
    }
  });
});
