import { describe, expect, it } from "vitest";
import { moveLink } from "../src/links.ts";
import { sourceAddress } from "../src/repository.ts";

const web = `${sourceAddress()}/blob/main`;

describe("a link of a document", () => {
  it.each([
    ["docs/README.md", "recipes.md", "/recipes.md"],
    ["docs/README.md", "decisions/README.md", "/decisions/index.md"],
    ["docs/README.md", "../packages/http-core/README.md#errors", "/packages/http-core.md#errors"],
    ["README.md", "packages/http-core", "/packages/http-core.md"],
    ["README.md", "docs/", "/documents.md"],
    ["docs/decisions/README.md", "one-bundle-of-the-core.md", "/decisions/one-bundle-of-the-core.md"],
    ["docs/soak.md", "performance/soak.svg", "/performance/soak.svg"],
    ["CONTRIBUTING.md", "LICENSE", `${web}/LICENSE`],
    ["docs/recipes.md", "../bench/README.md#how", `${web}/bench/README.md#how`],
    ["docs/recipes.md", "#a-heading", "#a-heading"],
    ["docs/recipes.md", "https://example.com/x", "https://example.com/x"],
    ["docs/recipes.md", "mailto:security@example.com", "mailto:security@example.com"],
  ])("in %s to %s leads to %s", (source, link, target) => {
    expect(moveLink(source, link)).toBe(target);
  });
});
