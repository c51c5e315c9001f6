/** What a token is of. */
export type TokenKind = "group" | "product" | "folder" | "manifest" | "report";

/** Options that hold tokens, by name. A folder is looked for in the group before it, and an SBOM in both. */
export const tokenKinds: ReadonlyMap<string, TokenKind> = new Map([
  ["groupToken", "group"],
  ["productToken", "product"],
  ["groupTokens", "group"],
  ["targetGroupToken", "group"],
  ["folderToken", "folder"],
  ["folderTokens", "folder"],
  ["targetFolderToken", "folder"],
  ["manifestToken", "manifest"],
  ["manifestTokens", "manifest"],
  ["reportToken", "report"],
  ["reportTokens", "report"],
]);

/** For messages: one thing of a kind, and several. */
export const kindNames: Readonly<Record<TokenKind, readonly [one: string, several: string]>> = {
  group: ["group", "groups"],
  product: ["product", "products"],
  folder: ["folder", "folders"],
  manifest: ["SBOM", "SBOMs"],
  report: ["report", "reports"],
};
