import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { writeApi, type ContentsLine } from "./api.ts";
import { changelogPage } from "./changelog-page.ts";
import { documents, pictures } from "./documents.ts";
import { errorPage } from "./error-page.ts";
import { pagesFolder, repository } from "./repository.ts";

/** Pages that are made from other things than one document, by their names. */
const madePages: Readonly<Record<string, () => Promise<string>>> = {
  "errors.md": errorPage,
  "changelogs.md": changelogPage,
};

/** The file that holds the reference's table of contents; VitePress' configuration reads it. */
export const contentsFile: string = join(pagesFolder, "api/contents.json");

/** Gathers all pages anew: copies of the documents, and what is made from the sources. */
export async function gatherPages(): Promise<void> {
  rmSync(pagesFolder, { recursive: true, force: true });
  await gatherDocuments();
  const contents: readonly ContentsLine[] = await writeApi(dirname(contentsFile));
  writeFileSync(contentsFile, JSON.stringify(contents));
}

/** Gathers the pages that take no time, so that an edited document shows at once. */
export async function gatherDocuments(): Promise<void> {
  for (const { source, page } of [...documents(), ...pictures()]) {
    const target = join(pagesFolder, page);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(join(repository, source), target);
  }
  for (const [page, make] of Object.entries(madePages)) writeFileSync(join(pagesFolder, page), await make());
}
