/** What a package manager is asked to do after a package was created. */
export interface PackageManager {
  /** Installs the dependencies of a `package.json`. */
  readonly install: string;
  /** Adds a development dependency, which follows it. */
  readonly addDev: string;
  /** Runs the tests. */
  readonly test: string;
}

const npm: PackageManager = { install: "npm install", addDev: "npm install --save-dev", test: "npm test" };

const managers: ReadonlyMap<string, PackageManager> = new Map([
  ["npm", npm],
  ["pnpm", { install: "pnpm install", addDev: "pnpm add --save-dev", test: "pnpm test" }],
  ["yarn", { install: "yarn install", addDev: "yarn add --dev", test: "yarn test" }],
  // `bun test` runs the tests of bun itself.
  ["bun", { install: "bun install", addDev: "bun add --dev", test: "bun run test" }],
]);

/**
 * Returns the package manager that runs this program.
 *
 * @param userAgent - what package managers set as `npm_config_user_agent`, such as `pnpm/10.4.0 npm/? node/v24.1.0 linux x64`
 * @returns npm if it is unknown
 */
export function packageManagerOf(userAgent: string | undefined): PackageManager {
  return managers.get(/^([a-z]+)\//.exec(userAgent ?? "")?.[1] ?? "") ?? npm;
}
