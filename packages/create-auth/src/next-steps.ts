import type { CreatedPackage } from "./create-auth-package.js";
import type { PackageManager } from "./package-manager.js";

/** The version that packages have before their first release. */
const unreleased = "0.0.0";

/** Where and how the package was created. */
export interface CreatedWhere {
  /** The package's folder, as the user sees it. */
  readonly folder: string;
  /** The version of this package. Before the first release, the registry has none of the packages. */
  readonly version: string;
  /** The program that runs the commands of a standalone package. */
  readonly manager: PackageManager;
}

/**
 * Returns the commands that follow, one a line, and how to install what is not published yet.
 *
 * @param created - the new package
 * @param where - see {@link CreatedWhere}
 */
export function nextSteps(
  { packageName, place, repository }: Pick<CreatedPackage, "packageName" | "place" | "repository">,
  { folder, version, manager }: CreatedWhere,
): readonly string[] {
  if (place === "workspace") {
    return ["pnpm install", `pnpm turbo run build lint typecheck test check:package --filter=${packageName}`];
  }
  const repositoryStep =
    repository === undefined
      ? ["", "Before you publish it, add `repository` to package.json: there is no git remote `origin` here."]
      : [];
  if (version !== unreleased) return [`cd ${folder}`, manager.install, manager.test, ...repositoryStep];
  return [
    `cd ${folder}`,
    `${manager.addDev} <tarballs>/org-http-core-${unreleased}.tgz`,
    manager.test,
    "",
    "@org/http-core is not on npm yet: <tarballs> is the folder that `npm run pack` fills in the repository of @org/http-core.",
    ...repositoryStep,
  ];
}
