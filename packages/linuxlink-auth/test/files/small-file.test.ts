import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readCaBundle, readSmallText, type FileProblem } from "../../src/files/index.js";
import { scratch } from "../support/scratch.js";

/** Carries the problem that a reader reports. */
class ProblemError extends Error {
  readonly problem: FileProblem;

  constructor(problem: FileProblem) {
    super(problem.reason);
    this.problem = problem;
  }
}

function toError(problem: FileProblem): Error {
  return new ProblemError(problem);
}

function problemOf(read: () => unknown): FileProblem {
  try {
    read();
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
  throw new Error("the file was read");
}

describe.each<[string, (path: string) => string]>([
  ["readSmallText", (path) => readSmallText(path, { maxBytes: 1_024, toError })],
  ["readCaBundle", (path) => readCaBundle(path, { toError })],
])("%s", (_, read) => {
  it.each([
    ["a missing file", "none", { kind: "unreadable", reason: "ENOENT", code: "ENOENT" }],
    ["a folder", "folder", { kind: "unreadable", reason: "it is not a regular file" }],
    ["a pipe without a writer", "pipe", { kind: "unreadable", reason: "it is not a regular file" }],
    ["a path with a NUL", "a\0b", { kind: "unreadable", code: "ERR_INVALID_ARG_VALUE" }],
  ])("reports %s by the caller's own error", (_name, name, problem) => {
    using files = scratch();
    mkdirSync(files.path("folder"));
    execFileSync("mkfifo", [files.path("pipe")]);
    expect(problemOf(() => read(files.path(name)))).toMatchObject(problem);
  });
});

describe("readSmallText", () => {
  it("drops a byte order mark, and reads up to its limit", () => {
    using files = scratch();
    const text = "é".padEnd(1_020);
    expect(readSmallText(files.write("file", `\ufeff${text}`), { maxBytes: 1_024, toError })).toBe(text);
    const larger = files.write("larger", "x".repeat(1_025));
    expect(problemOf(() => readSmallText(larger, { maxBytes: 1_024, toError }))).toEqual({
      kind: "unreadable",
      reason: "it is larger than 1 KB",
    });
  });

  it("reports bytes that are not UTF-8 as invalid", () => {
    using files = scratch();
    const path = files.write("file", Buffer.from("é", "latin1"));
    const problem = { kind: "invalid", reason: "it is not UTF-8" };
    expect(problemOf(() => readSmallText(path, { maxBytes: 1_024, toError }))).toEqual(problem);
  });
});
