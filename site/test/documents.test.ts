import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { documents, pictures } from "../src/documents.ts";
import { filesLike, repository } from "../src/repository.ts";
import { apiSidebars, partOf, sidebar } from "../src/sidebar.ts";

describe("the documents of the site", () => {
  it("are those of the repository, each with a page of its own", () => {
    const all = documents();
    expect(all.map(({ source }) => source)).toEqual(
      expect.arrayContaining([...filesLike("docs/**/*.md"), ...filesLike("packages/*/README.md"), "README.md"]),
    );
    expect(new Set(all.map(({ page }) => page)).size).toBe(all.length);
  });

  it("have pictures beside them", () => {
    const all = pictures();
    expect(all.length).toBeGreaterThan(0);
    for (const { source } of all) expect(existsSync(join(repository, source))).toBe(true);
  });

  it.each([
    ["README.md", "index.md"],
    ["docs/README.md", "documents.md"],
    ["docs/recipes.md", "recipes.md"],
    ["docs/decisions/README.md", "decisions/index.md"],
    ["packages/http-core/README.md", "packages/http-core.md"],
    ["SECURITY.md", "security.md"],
  ])("%s is the page %s", (source, page) => {
    expect(documents()).toContainEqual({ source, page });
  });

  it("are all in the sidebar, once", () => {
    const links = sidebar().flatMap(({ items = [] }) => items.map(({ link = "" }) => link));
    const made = ["/errors", "/changelogs"];
    const pages = documents().map(({ page }) => `/${page.replace(/(?:index)?\.md$/, "")}`);
    expect(links.toSorted()).toEqual([...pages, ...made].toSorted());
  });

  it.each([
    ["from-armorapi.md", "Coming from"],
    ["packages/vigiles.md", "Packages"],
    ["a-new-document.md", "Guides"],
  ])("%s stands under %s", (page, part) => {
    expect(partOf(page)).toBe(part);
  });
});

describe("the sidebar of the reference", () => {
  const group = { text: "Functions", items: [{ text: "make", link: "/api/@org/a/functions/make" }] };
  const sidebars = apiSidebars([
    { text: "@org/a", link: "/api/@org/a/", items: [group] },
    { text: "@org/b", link: "/api/@org/b/" },
  ]);

  it("lists the entries", () => {
    expect(sidebars["/api/"]).toEqual([
      { text: "@org/a", link: "/api/@org/a/" },
      { text: "@org/b", link: "/api/@org/b/" },
    ]);
  });

  it("lists the exports of one entry, with a way back", () => {
    expect(sidebars["/api/@org/a/"]).toEqual([
      { text: "All entries", link: "/api/" },
      { text: "@org/a", link: "/api/@org/a/", items: [group] },
    ]);
  });
});
