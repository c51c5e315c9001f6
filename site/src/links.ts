import { posix } from "node:path";
import { documents, pictures } from "./documents.ts";
import { sourceAddress } from "./repository.ts";

const shown = [...documents(), ...pictures()];
const sourcesByPage = new Map(shown.map(({ source, page }) => [page, source]));
const pagesBySource = new Map(shown.map(({ source, page }) => [source, page]));
// A link to a folder shows its README, as it does where the repository is hosted.
for (const { source, page } of shown) {
  if (posix.basename(source) === "README.md") pagesBySource.set(posix.dirname(source), page);
}

/** The document that a page shows; `undefined` for a page that is made. */
export function sourceOf(page: string): string | undefined {
  return sourcesByPage.get(page);
}

/**
 * Moves a link from the repository to the site: a link to a document or picture leads to its page, and one to another file to
 * the repository on the web. All others stay as they are.
 *
 * @param source - the document that has the link
 * @param link - as written there
 */
export function moveLink(source: string, link: string): string {
  if (/^(?:[a-z]+:|#|\/)/i.test(link)) return link;
  const [path = "", anchor] = link.split("#");
  const target = posix.join(posix.dirname(source), path).replace(/\/$/, "");
  const page = pagesBySource.get(target);
  const address = page === undefined ? `${sourceAddress()}/blob/main/${target}` : `/${page}`;
  return anchor === undefined ? address : `${address}#${anchor}`;
}
