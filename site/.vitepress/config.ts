import { readFileSync } from "node:fs";
import { slug } from "github-slugger";
import { defineConfig } from "vitepress";
import type { ContentsLine } from "../src/api.ts";
import { contentsFile } from "../src/gather.ts";
import { sourceOf } from "../src/links.ts";
import { moveLinks, unmarkEmptyHeadings } from "../src/markdown-rules.ts";
import { sourceAddress } from "../src/repository.ts";
import { apiSidebars, sidebar } from "../src/sidebar.ts";

const contents = JSON.parse(readFileSync(contentsFile, "utf8")) as ContentsLine[];
const icon =
  "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'><circle cx='4' cy='4' r='3' fill='%233451b2'/></svg>";

export default defineConfig({
  title: "@org",
  description: "Authenticated API sessions for TypeScript",
  lang: "en",
  // A host may serve the site below a path.
  base: process.env["SITE_BASE"] ?? "/",
  srcDir: "pages",
  cleanUrls: true,
  head: [["link", { rel: "icon", href: icon }]],
  // The sidebar of a page has up to a hundred links: they are loaded when they are clicked.
  router: { prefetchLinks: false },
  markdown: {
    config: (markdown) => {
      moveLinks(markdown);
      unmarkEmptyHeadings(markdown);
    },
    anchor: { slugify: (text) => slug(text) },
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
  },
  transformPageData: ({ relativePath, frontmatter }) => {
    const source = sourceOf(relativePath);
    frontmatter[source === undefined ? "editLink" : "source"] =
      source === undefined ? false : `${sourceAddress()}/blob/main/${source}`;
  },
  themeConfig: {
    nav: [
      { text: "Recipes", link: "/recipes" },
      { text: "API", link: "/api/" },
      { text: "Errors", link: "/errors" },
      { text: "Source", link: sourceAddress() },
    ],
    sidebar: { "/": sidebar(), ...apiSidebars(contents) },
    outline: [2, 3],
    search: { provider: "local" },
    // Runs in the browser, so it may use nothing from outside.
    editLink: { pattern: ({ frontmatter }) => String(frontmatter["source"]), text: "See the source of this page" },
  },
});
