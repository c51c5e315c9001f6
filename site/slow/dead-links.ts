import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, defaultTreeAdapter as tree, type DefaultTreeAdapterTypes } from "parse5";
import { repository, sourceAddress } from "../src/repository.ts";
import { fileOf } from "./static-server.ts";

interface BuiltPage {
  readonly links: readonly string[];
  readonly ids: ReadonlySet<string>;
}

/**
 * Lists the links of a built site that lead nowhere: to a page, file or heading that is not there, or to a file that the
 * repository does not have.
 *
 * @param folder - the built site
 */
export function deadLinks(folder: string): readonly string[] {
  const names = globSync("**/*.html", { cwd: folder });
  const pages = new Map(names.map((name) => [name, readPage(readFileSync(join(folder, name), "utf8"))]));
  return names.flatMap((name) => {
    const { links } = pages.get(name) ?? { links: [] };
    return links.filter((link) => !isAlive(link)).map((link) => `${name}: ${link}`);

    function isAlive(link: string): boolean {
      const source = `${sourceAddress()}/blob/main/`;
      if (link.startsWith(source)) return existsSync(join(repository, link.slice(source.length).split("#")[0] ?? ""));
      const url = new URL(link, `http://site/${name}`);
      if (url.host !== "site") return true;
      const file = fileOf(url.pathname).slice(1);
      if (!existsSync(join(folder, file))) return false;
      return url.hash === "" || pages.get(file)?.ids.has(decodeURIComponent(url.hash.slice(1))) !== false;
    }
  });
}

function readPage(html: string): BuiltPage {
  const links: string[] = [];
  const ids = new Set<string>();
  const visit = (node: DefaultTreeAdapterTypes.ParentNode): void => {
    for (const child of node.childNodes) {
      if (!tree.isElementNode(child)) continue;
      for (const { name, value } of child.attrs) {
        if (name === "id") ids.add(value);
        if (name === "src" || (name === "href" && child.tagName === "a")) links.push(value);
      }
      visit(child);
    }
  };
  visit(parse(html));
  return { links, ids };
}
