import { describe, expect, it } from "vitest";
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
});
