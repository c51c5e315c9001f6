import { expect, it } from "vitest";
import { nextSteps } from "../src/next-steps.js";

const standalone = { packageName: "my-scheme-auth", place: "standalone" } as const;

it("installs from the registry once the packages are published", () => {
  expect(nextSteps(standalone, "my-scheme-auth", "1.2.0")).toEqual(["cd my-scheme-auth", "npm install", "npm test"]);
});

it("installs from tarballs before that, and says where they come from", () => {
  const steps = nextSteps(standalone, "my-scheme-auth", "0.0.0");
  expect(steps).toContain("npm install --save-dev <tarballs>/org-http-core-0.0.0.tgz");
  expect(steps).not.toContain("npm install");
  expect(steps.at(-1)).toContain("`npm run pack`");
});

it("needs no tarballs in the monorepo", () => {
  const steps = nextSteps(
    { packageName: "@org/my-scheme-auth", place: "workspace" },
    "packages/my-scheme-auth",
    "0.0.0",
  );
  expect(steps).toEqual([
    "pnpm install",
    "pnpm turbo run build lint typecheck test check:package --filter=@org/my-scheme-auth",
  ]);
});
