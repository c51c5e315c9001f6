import type { CreatedPackage } from "./create-auth-package.js";

/** The version that packages have before their first release. */
const unreleased = "0.0.0";

/**
 * Returns the commands that follow, one a line, and how to install what is not published yet.
 *
 * @param created - the new package
 * @param folder - the package's folder, as the user sees it
 * @param version - of this package. Before the first release, the registry has none of the packages
 */
export function nextSteps(
  { packageName, place }: Pick<CreatedPackage, "packageName" | "place">,
  folder: string,
  version: string,
): readonly string[] {
  if (place === "workspace") {
    return ["pnpm install", `pnpm turbo run build lint typecheck test check:package --filter=${packageName}`];
  }
  if (version !== unreleased) return [`cd ${folder}`, "npm install", "npm test"];
  return [
    `cd ${folder}`,
    `npm install --save-dev <tarballs>/org-http-core-${unreleased}.tgz`,
    "npm test",
    "",
    "@org/http-core is not on npm yet: <tarballs> is the folder that `npm run pack` fills in the repository of @org/http-core.",
  ];
}
