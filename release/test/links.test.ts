import { existsSync, globSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { readMarkdown } from "../src/markdown.ts";
import { publicPackages, repository } from "../src/packages.ts";

/** A file or folder of this repository, as documents name it: `docs/README.md`. `my-scheme` stands for a reader's own name. */
const repositoryPath =
  /^(?!.*my-scheme)(?:\.ci|\.github|action|bench|docs|examples|fleet-tests|house-rules|packages|release|scripts)\/[\w./-]*$/;

const documents = globSync(["*.md", "docs/**/*.md", "packages/*/*.md", "bench/*.md", ".github/*.md"], {
  cwd: repository,
});

/** Returns why a link is broken, or `undefined` if it is not. */
function fault(document: string, link: string): string | undefined {
  if (/^[a-z]+:/i.test(link))
    return URL.canParse(link) && /^(?:https|mailto):/.test(link) ? undefined : "neither https nor mailto";
  const [path = "", anchor] = decodeURI(link).split("#");
  const file = path === "" ? join(repository, document) : resolve(repository, dirname(document), path);
  if (relative(repository, file).startsWith("..")) return "leads out of the repository";
  if (!existsSync(file)) return "no such file";
  if (anchor === undefined || !file.endsWith(".md")) return undefined;
  return readMarkdown(file).anchors.includes(anchor) ? undefined : "no such heading";
}

describe("the documents", () => {
  it.each(documents)("have no broken links: %s", (document) => {
    const faults = readMarkdown(join(repository, document)).links.flatMap((link) => {
      const why = fault(document, link);
      return why === undefined ? [] : [`${link}: ${why}`];
    });
    expect(faults).toEqual([]);
  });

  it.each(documents)("name only files that exist: %s", (document) => {
    const paths = readMarkdown(join(repository, document)).codeSpans.filter((text) => repositoryPath.test(text));
    expect(paths.filter((path) => !existsSync(join(repository, path)))).toEqual([]);
  });

  it("about decisions are all linked from their own index", () => {
    const index = readMarkdown(join(repository, "docs/decisions/README.md")).links;
    const pages = globSync("*.md", { cwd: join(repository, "docs/decisions") }).filter((name) => name !== "README.md");
    expect(pages.length).toBeGreaterThan(0);
    expect(index.toSorted()).toEqual(pages.toSorted());
  });

  it("are all linked from their index", () => {
    const reached = readMarkdown(join(repository, "docs/README.md")).links.map((link) =>
      join("docs", link.split("#")[0] ?? ""),
    );
    const own = documents.filter((path) => /^docs\/[^/]+\.md$/.test(path) && path !== "docs/README.md");
    const readmes = publicPackages().map(({ shortName }) => `packages/${shortName}/README.md`);
    expect(reached).toEqual(
      expect.arrayContaining([...own, ...readmes, "docs/decisions/README.md", "CONTRIBUTING.md", "SECURITY.md"]),
    );
  });

  it("are linked from the front page", () => {
    const { links } = readMarkdown(join(repository, "README.md"));
    expect(links).toEqual(expect.arrayContaining(["docs/README.md", "CONTRIBUTING.md", "SECURITY.md"]));
  });
});

describe("a link", () => {
  it.each([
    ["docs/README.md", "missing.md", "no such file"],
    ["docs/README.md", "../README.md#no-such-heading", "no such heading"],
    ["docs/README.md", "#documentation", undefined],
    ["docs/README.md", "../../elsewhere", "leads out of the repository"],
    ["docs/README.md", "http://example.com", "neither https nor mailto"],
    ["docs/README.md", "https://example.com", undefined],
  ])("in %s to %s: %s", (document, link, why) => {
    expect(fault(document, link)).toBe(why);
  });
});
