import { mkdirSync, symlinkSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isVigilesError } from "../../src/errors.js";
import type { Project } from "../../src/project-file/project.js";
import { readProject } from "../../src/project-file/read-project.js";
import { workspace, type Workspace } from "../support/workspace.js";

type Env = Readonly<Record<string, string>>;

/** Reads a project file with a content. */
function read(text: string | Uint8Array, env: Env = {}, prepare: (files: Workspace) => void = () => {}) {
  using files = workspace();
  files.write(".vigiles.yaml", text);
  prepare(files);
  return readProject(files.folder, env);
}

/** Code and message of the error for a content. */
function errorOf(...args: Parameters<typeof read>): readonly [code: string, message: string] | undefined {
  try {
    read(...args);
    return undefined;
  } catch (error) {
    if (!isVigilesError(error)) throw error;
    return [error.code, error.message];
  }
}

const invalid = (place: string, message: string) => [
  "PROJECT_FILE_INVALID",
  expect.stringContaining(`Cannot use .vigiles.yaml${place}: ${message}`),
];

const whole = `
# yaml-language-server: $schema=./node_modules/@org/vigiles/assets/vigiles.schema.json
fail-on: [high, unknown]
fail-on-new: true
severity: [medium, high, critical, unknown]
only-fixed: false
ignore-file: security/ignore.yaml
vex: security/vex.json
baseline: last
ecosystems: [Debian:12, npm]
manifest-name: gateway \${branch:-local}
subfolder-name: nightly
group: Firmware
folder: Releases
outputs:
  sarif: out/vigiles.sarif
  html: out/vigiles.html
`;

describe("a project file", () => {
  it("says what the command's flags say", () => {
    const { settings, ...project } = read(whole) as Project;
    expect(project).toEqual({
      scan: {
        failOn: ["high", "unknown"],
        failOnNew: true,
        severity: ["medium", "high", "critical", "unknown"],
        ignoreFile: "security/ignore.yaml",
        vex: ["security/vex.json"],
        baseline: "last",
        sarif: "out/vigiles.sarif",
        html: "out/vigiles.html",
      },
      upload: { ecosystems: ["Debian:12", "npm"], manifestName: "gateway local", subfolderName: "nightly" },
      location: { groupToken: "Firmware", folderToken: "Releases" },
    });
    expect(settings).toContainEqual({ name: "fail-on", value: "high, unknown", line: 3 });
    expect(settings).toContainEqual({ name: "only-fixed", value: false, line: 6 });
    expect(settings).toContainEqual({ name: "outputs.html", value: "out/vigiles.html", line: 17 });
    expect(settings).toHaveLength(14);
  });

  it.each(["", "# nothing yet\n", "\uFEFFfail-on: high", "fail-on: high\r\n"])("may be %j", (text) => {
    expect(read(text)).toMatchObject({ location: {} });
  });

  it("may have severities as a text with commas, as the flags do", () => {
    expect(read("fail-on: high, unknown\nseverity: high,critical,unknown")).toMatchObject({
      scan: { failOn: ["high", "unknown"], severity: ["high", "critical", "unknown"] },
    });
  });

  it("need not be there", () => {
    using files = workspace();
    expect(readProject(files.folder, {})).toBeUndefined();
  });

  it.each([
    ["- fail-on", ", line 1", "the file must have members, such as fail-on: high"],
    ["fail-on: hgh", ", line 1", '"fail-on" must be one of low, medium, high, critical, unknown'],
    ["\nfail-on: moderate", ", line 2", '"fail-on" is medium here; write medium'],
    ["fail-on: [high, Important]", ", line 1", 'item 2 of "fail-on" is high here; write high'],
    ["fail-on: none", ", line 1", '"fail-on" must be one of low, medium, high, critical, unknown'],
    ["fail-on:\n  - high\n  - 7", ", line 3", 'item 2 of "fail-on" must be one of low, medium,'],
    ["fail-on: high,hgh", ", line 1", '"fail-on" must be one of low, medium, high, critical, unknown'],
    ["fail-on: high,", ", line 1", '"fail-on" must be one of low, medium, high, critical, unknown'],
    ["fail-on: high,none", ", line 1", '"fail-on" must be one of low, medium, high, critical, unknown'],
    ["group: a\nproduct: b", ", line 2", '"product" can\'t stand beside "group"; remove one of them'],
    ["manifest-name: app $CI_COMMIT_REF_NAME", ", line 1", '"manifest-name" has "$CI_COMMIT_REF_NAME", which is not'],
    ["manifest-name: app {{ branch }}", ", line 1", '"manifest-name" has "{{ branch", which is not'],
    ["fail-on: []", ", line 1", '"fail-on" must'],
    ["severity: bad", ", line 1", '"severity" must be one of none, low, medium, high, critical, unknown'],
    ["only-fixed: yes", ", line 1", '"only-fixed" must be true or false'],
    ["manifest-name: 1.0", ", line 1", '"manifest-name" must be text; put it in quotes'],
    ["manifest-name: ''", ", line 1", '"manifest-name" must not be empty; remove it or fill it in'],
    ["manifest-name: ' '", ", line 1", '"manifest-name" must not be empty; remove it or fill it in'],
    ['manifest-name: "a\\nb"', ", line 1", '"manifest-name" must not contain control characters'],
    ["vex: [a.json,\n 3]", ", line 2", 'item 2 of "vex" must be text; put it in quotes'],
    ["outputs: a.sarif", ", line 1", '"outputs" must have members, such as sarif: vigiles.sarif'],
    [
      "outputs:\n  sarif: x\n  pdf: y",
      ", line 3",
      '"outputs.pdf" is not a member of a project file; it can have sarif, junit',
    ],
    ["fail_on: high", ", line 1", '"fail_on" is not a member of a project file; did you mean "fail-on"?'],
    ["a: 1\n", ", line 1", '"a" is not a member of a project file; it can have fail-on, fail-on-new, severity'],
    ["__proto__: 1", ", line 1", '"__proto__" is not a member'],
    ["constructor: 1", ", line 1", '"constructor" is not a member'],
    ["\n3: x", ", line 2", '"3" is not a member'],
    ["fail-on: high\nfail-on: low", ", line 2", "Map keys must be unique"],
    ["a: b: c", ", line 1", "Nested mappings"],
    ["a: &x b\nc: *x", "", "Alias resolution is disabled"],
    ["manifest-name: !!js/function x", ", line 1", "Unresolved tag"],
    ["a: 1\n---\nb: 1", ", line 2", "Source contains multiple documents"],
  ])("that is %j is refused with line, member and fix", (text, place, message) => {
    expect(errorOf(text)).toEqual(invalid(place, message));
  });

  it.each([
    ["server", "--url or VIGILES_SERVER"],
    ["url", "--url or VIGILES_SERVER"],
    ["edition", "--edition or VIGILES_EDITION"],
    ["key-file", "--key-file or VIGILES_KEY_FILE"],
    ["key", "VIGILES_KEY"],
    ["email", "VIGILES_EMAIL"],
    ["proxy", "--proxy or VIGILES_PROXY"],
    ["ca-bundle", "--ca-bundle or VIGILES_CA_BUNDLE"],
    ["ca", "--ca-bundle or VIGILES_CA_BUNDLE"],
    ["insecure", "--insecure"],
    ["dash-config", "--dash-config or VIGILES_DASHBOARD_CONFIG"],
  ])("can't set %s, and says why", (name, fix) => {
    const [code, message] = errorOf(`fail-on: high\n${name}: canary-value`) ?? [];
    expect(code).toBe("PROJECT_FILE_INVALID");
    expect(message).toContain(`line 2: "${name}" is refused, since a repository is not trusted with it: it `);
    expect(message).toContain(fix);
    expect(message).not.toContain("canary");
  });

  it.each([
    ["a folder", (files: Workspace) => void mkdirSync(files.path(".vigiles.yaml")), ""],
    [
      "a link",
      (files: Workspace) => symlinkSync(files.write("o", "fail-on: low"), files.path(".vigiles.yaml")),
      "a link",
    ],
    ["a link to nothing", (files: Workspace) => symlinkSync("nothing", files.path(".vigiles.yaml")), "a link"],
    ["too large", (files: Workspace) => void files.write(".vigiles.yaml", "#".repeat(65_537)), ""],
    ["not UTF-8", (files: Workspace) => void files.write(".vigiles.yaml", Uint8Array.of(0xff)), ""],
  ])("that is %s is refused", (_what, prepare, reason) => {
    using files = workspace();
    prepare(files);
    expect(() => readProject(files.folder, {})).toThrow(
      expect.objectContaining({ code: "PROJECT_FILE_UNREADABLE", message: expect.stringContaining(reason) }),
    );
  });

  it("of any text is read, or refused with a code", () => {
    const names = ["fail-on", "vex", "outputs", "sarif", "group", "server", "manifest-name", "__proto__"];
    const line = fc.tuple(
      fc.constantFrom("", "  ", "- "),
      fc.constantFrom(...names),
      fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom("high", "[a, b]", "${branch}", "../x", "{", "*a", "&a")),
    );
    const file = fc
      .array(line, { maxLength: 6 })
      .map((lines) => lines.map(([dash, name, value]) => `${dash}${name}: ${value}`));
    fc.assert(
      fc.property(file, (lines) => {
        const [code = "PROJECT_FILE_INVALID"] = errorOf(lines.join("\n")) ?? [];
        expect(code).toBe("PROJECT_FILE_INVALID");
      }),
      { numRuns: 150 },
    );
  });
});

describe("a path of a project file", () => {
  const members = ["ignore-file: {}", "vex: {}", "vex: [{}]", "baseline: {}", "outputs: { sarif: {} }"];
  const paths = (text: string): readonly string[] => members.map((member) => member.replace("{}", `"${text}"`));

  it.each(["../x", "a/../../x", "/tmp/x", "~/x", "..", "/", "./../x"])("must not leave the folder: %s", (path) => {
    for (const text of paths(path)) {
      expect([text, errorOf(text)]).toEqual([text, invalid(", line 1", "")]);
      expect(errorOf(text)?.[1]).toContain("must be a path below the folder of the project file");
    }
  });

  it.each([".git/config", ".GIT/hooks/pre-commit", "sub/.git/x"])("must not be in .git: %s", (path) => {
    for (const text of paths(path)) expect(errorOf(text)?.[1]).toContain("must not be in .git");
  });

  it("must not lead through a link, whether to a folder or a file, or to nothing", () => {
    using outside = workspace();
    const prepare = (files: Workspace): void => {
      symlinkSync(outside.folder, files.path("folder"));
      symlinkSync(outside.write("o", ""), files.path("file"));
      symlinkSync("nothing", files.path("dangling"));
      mkdirSync(files.path("real"));
      symlinkSync(outside.folder, files.path("real/folder"));
    };
    for (const path of ["folder/x", "file", "dangling", "real/folder/x", "./folder/x", "real/../file"]) {
      for (const text of paths(path)) {
        expect([text, errorOf(text, {}, prepare)?.[1]]).toEqual([
          text,
          expect.stringContaining("leads through the link"),
        ]);
      }
    }
    expect(read("outputs: { sarif: real/x }", {}, prepare)).toMatchObject({ scan: { sarif: "real/x" } });
  });

  it("is checked after its variables have their values", () => {
    for (const branch of ["../../x", "/x", ".git"]) {
      const error = errorOf('outputs: { html: "${branch}/report.html" }', { GITHUB_REF_NAME: branch });
      expect(error?.[0]).toBe("PROJECT_FILE_INVALID");
    }
    expect(errorOf("outputs: { html: '-' }")?.[1]).toContain("only a flag can choose standard output");
  });
});
