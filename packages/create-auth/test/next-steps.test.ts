import { describe, expect, it } from "vitest";
import { nextSteps } from "../src/next-steps.js";
import { packageManagerOf } from "../src/package-manager.js";

const repository = "git+https://github.com/acme/clients.git";
const standalone = { packageName: "my-scheme-auth", place: "standalone", repository } as const;
const where = { folder: "my-scheme-auth", version: "1.2.0", manager: packageManagerOf(undefined) };

describe.each([
  ["npm", "npm/10.8.2 node/v24.1.0 linux x64 workspaces/false", "npm install", "npm install --save-dev", "npm test"],
  ["pnpm", "pnpm/10.4.0 npm/? node/v24.1.0 linux x64", "pnpm install", "pnpm add --save-dev", "pnpm test"],
  ["yarn", "yarn/1.22.22 npm/? node/v24.1.0 linux x64", "yarn install", "yarn add --dev", "yarn test"],
  ["bun", "bun/1.2.0 npm/? node/v24.1.0 linux x64", "bun install", "bun add --dev", "bun run test"],
  ["an unknown program", "deno/2.2.0", "npm install", "npm install --save-dev", "npm test"],
  ["a name of every object", "constructor/1.0.0", "npm install", "npm install --save-dev", "npm test"],
  ["no package manager", undefined, "npm install", "npm install --save-dev", "npm test"],
])("run by %s", (_, userAgent, install, addDev, test) => {
  const manager = packageManagerOf(userAgent);

  it("installs from the registry once the packages are published", () => {
    expect(nextSteps(standalone, { ...where, manager })).toEqual(["cd my-scheme-auth", install, test]);
  });

  it("installs from tarballs before that, and says where they come from", () => {
    const steps = nextSteps(standalone, { ...where, version: "0.0.0", manager });
    expect(steps.slice(1, 3)).toEqual([`${addDev} <tarballs>/org-http-core-0.0.0.tgz`, test]);
    expect(steps.at(-1)).toContain("`npm run pack`");
  });
});

it.each(["1.2.0", "0.0.0"])("names the repository that is missing, in version %s", (version) => {
  const steps = nextSteps({ ...standalone, repository: undefined }, { ...where, version });
  expect(steps.at(-1)).toContain("add `repository` to package.json");
});

it("needs no tarballs in the monorepo", () => {
  const created = { packageName: "@org/my-scheme-auth", place: "workspace", repository } as const;
  const steps = nextSteps(created, { ...where, folder: "packages/my-scheme-auth", version: "0.0.0" });
  expect(steps).toEqual([
    "pnpm install",
    "pnpm turbo run build lint typecheck test check:package --filter=@org/my-scheme-auth",
  ]);
});
