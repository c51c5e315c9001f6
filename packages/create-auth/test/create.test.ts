import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { createAuthPackage, kinds, type CreateOptions, type Kind } from "../src/index.js";
import { contentOf, scratch, scratchWorkspace } from "./support/scratch.js";

const allKinds = Object.keys(kinds) as Kind[];
const repository = resolve(import.meta.dirname, "../../..");

function manifestIn(folder: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<string, unknown>;
}

const ownFilesOf: Readonly<Record<Kind, readonly string[]>> = {
  signer: ["src/errors.ts", "src/signature.ts"],
  challenge: ["src/nonce.ts", "src/proof.ts"],
  login: ["src/log-in.ts", "src/tokens.ts"],
  renewal: ["src/log-in.ts", "src/tokens.ts"],
};

describe.each(allKinds)("a package of kind %s", (kind) => {
  it("stands by itself in an empty folder", () => {
    const cwd = scratch();
    const made = createAuthPackage({ name: "my-scheme", kind, cwd });
    expect(made).toMatchObject({ packageName: "my-scheme-auth", place: "standalone" });
    const files = made.files.map((file) => relative(made.folder, file));
    const ownFiles = ownFilesOf[kind];
    const sources = ["src/auth.ts", "src/check-options.ts", "src/index.ts", "src/types.ts", "test/auth.test.ts"];
    for (const file of [...sources, ...ownFiles]) expect(files).toContain(file);
    for (const file of [".gitignore", ".oxlintrc.json", "LICENSE", "README.md", "tsconfig.json"]) {
      expect(files).toContain(file);
    }
    expect(readdirSync(cwd)).toEqual(["my-scheme-auth"]);
  });

  it("goes into packages/ of the monorepo, with a changeset and a dependency of the examples", () => {
    const root = scratchWorkspace();
    const made = createAuthPackage({ name: "my-scheme", kind, cwd: root });
    expect(made).toMatchObject({ packageName: "@org/my-scheme-auth", folder: join(root, "packages/my-scheme-auth") });
    const core = { "@org/http-core": "workspace:^" };
    expect(manifestIn(made.folder)).toMatchObject({ peerDependencies: core, devDependencies: core });
    const changeset = readFileSync(join(root, ".changeset/my-scheme-auth.md"), "utf8");
    expect(changeset).toMatch(/^---\n"@org\/my-scheme-auth": major\n---\n\n\S/);
    expect(Object.entries(manifestIn(join(root, "examples"))["dependencies"] as object)).toEqual([
      ["@org/my-scheme-auth", "workspace:*"],
      ["@org/vigiles", "workspace:*"],
    ]);
    expect(readFileSync(join(made.folder, "LICENSE"), "utf8")).toContain("The @org authors");
  });

  it.each(["a", "a-b-c-d-e-f-g-h-i-j-k-l", "abcdefghijklmnopqrstuvwx", "acme-sign"])(
    "is well formatted as %s",
    (name) => {
      const root = scratchWorkspace();
      const { folder } = createAuthPackage({ name, kind, cwd: root });
      copyFileSync(join(repository, ".oxfmtrc.json"), join(root, ".oxfmtrc.json"));
      const { stdout } = spawnSync("oxfmt", ["--check", "."], { cwd: folder, encoding: "utf8" });
      expect(stdout).toContain("All matched files use the correct format");
    },
  );

  it("reports the checks that its scheme can't run", () => {
    const { folder } = createAuthPackage({ name: "my-scheme", kind, cwd: scratch() });
    expect(readFileSync(join(folder, "test/auth.test.ts"), "utf8")).toContain("skip: it.skip");
  });

  it("keeps nothing of the templates' own name", () => {
    const { files } = createAuthPackage({ name: "my-scheme", kind, cwd: scratch() });
    expect(files.filter((file) => /acme/i.test(file + readFileSync(file, "utf8")))).toEqual([]);
  });
});

const refused: readonly (readonly [what: string, options: Partial<CreateOptions>, code: string])[] = [
  ["a name that leads elsewhere", { name: "../evil" }, "NAME_INVALID"],
  ["a kind that does not exist", { kind: "token" as Kind }, "KIND_UNKNOWN"],
  ["a kind that is a property of every object", { kind: "toString" as Kind }, "KIND_UNKNOWN"],
  ["a folder that is there already", { name: "taken" }, "FOLDER_EXISTS"],
  ["a folder that does not exist to start from", { cwd: "/nonexistent/folder" }, "WRITE_FAILED"],
];
it.each(refused)("refuses %s, and writes nothing", (_what, options, code) => {
  const cwd = scratch();
  mkdirSync(join(cwd, "taken-auth"));
  const attempt = (): unknown => createAuthPackage({ name: "my-scheme", kind: "signer", cwd, ...options });
  expect(attempt).toThrow(expect.objectContaining({ code }));
  expect(readdirSync(cwd, { recursive: true })).toEqual(["taken-auth"]);
});

it("makes a standalone package in another pnpm workspace", () => {
  const cwd = scratch();
  writeFileSync(join(cwd, "pnpm-workspace.yaml"), "packages: []\n");
  expect(createAuthPackage({ name: "my-scheme", kind: "signer", cwd }).place).toBe("standalone");
  expect(existsSync(join(cwd, "my-scheme-auth"))).toBe(true);
});

it("makes a standalone package in a folder of the monorepo, which only counts as the working directory", () => {
  const root = scratchWorkspace();
  const before = contentOf(root);
  const made = createAuthPackage({ name: "my-scheme", kind: "signer", cwd: join(root, "docs") });
  expect(made).toMatchObject({ place: "standalone", folder: join(root, "docs/my-scheme-auth") });
  rmSync(made.folder, { recursive: true });
  expect(contentOf(root)).toEqual(before);
});

it("a cwd that is left out is not read from Object.prototype", () => {
  const nameRefusal = expect.objectContaining({ code: "NAME_INVALID" });
  Reflect.defineProperty(Object.prototype, "cwd", { value: 1, configurable: true });
  try {
    expect(() => createAuthPackage({ name: "../x", kind: "signer" })).toThrow(nameRefusal);
  } finally {
    Reflect.deleteProperty(Object.prototype, "cwd");
  }
});
