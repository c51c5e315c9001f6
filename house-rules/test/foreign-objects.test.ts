import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { foreignObjectFaults } from "../src/foreign-objects.ts";
import { repository } from "./repository.ts";
import { smallTree } from "./small-tree.ts";

describe("the sources of libraries", () => {
  it("recognize objects of other realms and other copies", () => {
    expect(foreignObjectFaults(join(repository, "packages"))).toEqual([]);
  });
});

describe("a source", () => {
  it.each([
    ["return error instanceof Error;", "use a check of util/realms.ts"],
    ["return !(body instanceof Uint8Array);", "use a check of util/realms.ts"],
    ["return key instanceof Secret;", "use isSecret"],
    ["await using file = await open(path);", "close the file in a finally block"],
  ])("with %s is named with its line", (line, remedy) => {
    const faults = foreignObjectFaults(smallTree({ "one/src/a.ts": `const a = 1;\n${line}\n` }));
    expect(faults).toEqual([expect.stringMatching(`^one/src/a\\.ts:2: ${remedy}`)]);
  });

  it.each([
    ["one/src/a.ts", "return error instanceof ProxyError;"],
    ["one/src/util/realms.ts", "return error instanceof Error;"],
    ["one/src/redaction/secret.ts", "return value instanceof Secret;"],
    ["emulator/src/a.ts", "return error instanceof Error;"],
  ])("%s may have %s", (path, line) => {
    expect(foreignObjectFaults(smallTree({ "two/src/b.ts": "", [path]: line }))).toEqual([]);
  });

  it("is asked for: no sources are an error", () => {
    expect(() => foreignObjectFaults(smallTree({ "one/dist/a.ts": "" }))).toThrow("No TypeScript sources");
  });
});
