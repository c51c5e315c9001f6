import { mkdirSync, symlinkSync } from "node:fs";
import { relative } from "node:path";
import { describe, expect, it } from "vitest";
import { checkoutPath } from "../../../../../src/cli/commands/manifest/scan/checkout-path.js";
import { workspace } from "../../../../support/workspace.js";

/** A checkout `repo` with an SBOM in `repo/build/out`, and a link `link` to the checkout. */
function checkout() {
  const files = workspace();
  mkdirSync(files.path("repo/build/out"), { recursive: true });
  mkdirSync(files.path("other"));
  const sbom = files.write("repo/build/out/sbom.json", "{}");
  symlinkSync(files.path("repo"), files.path("link"));
  return { files, sbom };
}

describe("the path of an SBOM in its checkout", () => {
  it.each(["GITHUB_WORKSPACE", "CI_PROJECT_DIR", "WORKSPACE", "BUILD_SOURCESDIRECTORY"])(
    "is relative to the folder of %s, from wherever the command runs",
    (variable) => {
      const { files, sbom } = checkout();
      using _files = files;
      for (const folder of ["repo", "link"]) {
        expect(checkoutPath(sbom, { [variable]: files.path(folder) })).toBe("build/out/sbom.json");
        expect(checkoutPath(relative(".", sbom), { [variable]: files.path(folder) })).toBe("build/out/sbom.json");
      }
    },
  );

  it("is relative to the root of the Git repository, also below the folder of the build server", () => {
    const { files, sbom } = checkout();
    using _files = files;
    files.write("repo/.git", "gitdir: elsewhere");
    expect(checkoutPath(sbom, {})).toBe("build/out/sbom.json");
    expect(checkoutPath(sbom, { GITHUB_WORKSPACE: files.folder })).toBe("build/out/sbom.json");
  });

  it("stays as it is outside of a checkout", () => {
    const { files, sbom } = checkout();
    using _files = files;
    for (const folder of [undefined, "", files.path("other"), files.path("none"), files.path("repo/build/ou")]) {
      expect(checkoutPath(sbom, { WORKSPACE: folder })).toBe(sbom);
    }
    expect(checkoutPath("/nowhere/sbom.json", { WORKSPACE: files.folder })).toBe("/nowhere/sbom.json");
  });
});
