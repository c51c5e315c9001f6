import { isToken } from "../../client/validation/tokens.js";

/**
 * Finds the token at the end of a path or an address of the service's pages.
 *
 * @param text - for example `/cves/reports/TOKEN`, the `report_path` of a scan, or `https://vigiles.lynx.com/…/TOKEN?x=1`
 * @returns undefined if the text is neither an absolute path nor an address, or has no token at its end
 */
export function tokenOfLink(text: string): string | undefined {
  if (!/^(?:https?:\/)?\//i.test(text)) return undefined;
  const url = URL.parse(text, "https://service.invalid");
  if (url === null) return undefined;
  // Pages of one document have their path behind the `#`.
  const path = url.hash.startsWith("#/") ? (url.hash.slice(1).split("?")[0] ?? "") : url.pathname;
  const last = path.split("/").findLast((segment) => segment !== "");
  return isToken(last) ? last : undefined;
}
