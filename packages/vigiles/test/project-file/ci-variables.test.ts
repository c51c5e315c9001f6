import { describe, expect, it } from "vitest";
import { ciVariables, expandVariables } from "../../src/project-file/ci-variables.js";

const github = { GITHUB_REF_NAME: "main", GITHUB_SHA: "0a1b", GITHUB_RUN_ID: "7", GITHUB_REPOSITORY: "org/app" };
const gitlab = { CI_COMMIT_REF_NAME: "main", CI_COMMIT_SHA: "0a1b", CI_PIPELINE_ID: "7", CI_PROJECT_PATH: "org/app" };
const jenkins = { BRANCH_NAME: "main", GIT_COMMIT: "0a1b", BUILD_ID: "7" };
const azure = { BUILD_SOURCEBRANCHNAME: "main", BUILD_SOURCEVERSION: "0a1b", BUILD_BUILDID: "7" };

describe("variables", () => {
  it.each([
    ["GitHub Actions", github],
    ["GitLab", gitlab],
    ["Jenkins", jenkins],
    ["Azure Pipelines", azure],
  ])("have the values of %s", (_server, env) => {
    expect(expandVariables("${branch} ${commit} ${pipeline-id}", env)).toBe("main 0a1b 7");
  });

  it.each([
    ["${GITHUB_SHA}", "0a1b"],
    ["${tag:-none}", "none"],
    ["${tag:-}", ""],
    ["${branch:-x}-${tag:-${}", undefined],
    ["$$branch $$ {branch} } $$5 $${branch} $$$$", "$branch $ {branch} } $5 ${branch} $$"],
    ["${tag:-$$5}", "$5"],
    ["$$${branch}", "$main"],
    ["no variable", "no variable"],
    ["${commit}${commit}", "0a1b0a1b"],
  ])("in %s give %s", (text, value) => {
    if (value === undefined) expect(() => expandVariables(text, github)).toThrow("without a name");
    else expect(expandVariables(text, github)).toBe(value);
  });

  it.each([
    ["$branch", '"$branch"', "write ${branch}, or $$ for a $ itself"],
    ["app-$CI_COMMIT_REF_NAME", '"$CI_COMMIT_REF_NAME"', "write ${CI_COMMIT_REF_NAME}, or $$"],
    ["{{ branch }}", '"{{ branch"', "write ${branch}"],
    ["{{commit}}", '"{{commit"', "write ${commit}"],
    ["$(git rev-parse HEAD)", '"$(git"', "write ${branch}, for example, or $$"],
    ["$(Build.SourceBranchName)", '"$(Build"', "write ${branch}, for example, or $$"],
    ["$5", '"$5"', "write ${branch}, for example, or $$ for a $ itself"],
    ["a $", '"$"', "write ${branch}, for example, or $$ for a $ itself"],
    ["${branch:-$CI_COMMIT_REF_NAME}", '"$CI_COMMIT_REF_NAME"', "write ${CI_COMMIT_REF_NAME}, or $$"],
  ])("in the syntax of another tool are refused with what to write: %s", (text, found, fix) => {
    const expand = (): string => expandVariables(text, { ...github, ...gitlab });
    expect(expand).toThrow(`has ${found}, which is not the syntax of variables here; ${fix}`);
  });

  it("that hold a reference themselves are not read again", () => {
    expect(expandVariables("${branch}", { BRANCH_NAME: "${VIGILES_KEY}", VIGILES_KEY: "canary" })).toBe(
      "${VIGILES_KEY}",
    );
  });

  it("of a pull request on GitHub are those of its own branch; an empty one counts as unset", () => {
    expect(expandVariables("${branch}", { ...github, GITHUB_HEAD_REF: "fix" })).toBe("fix");
    expect(expandVariables("${branch}", { ...github, GITHUB_HEAD_REF: "" })).toBe("main");
  });

  it.each([
    "VIGILES_KEY",
    "GITHUB_TOKEN",
    "CI_JOB_TOKEN",
    "AWS_SECRET_ACCESS_KEY",
    "HOME",
    "PATH",
    "__proto__",
    "toString",
  ])("that are not in the list are refused by name: %s", (name) => {
    const expand = (): string => expandVariables(`\${${name}}`, { ...github, [name]: "canary" });
    expect(expand).toThrow(`uses \${${name}}, which a project file can't read, since it might be a secret; `);
    expect(expand).not.toThrow("canary");
  });

  it("that have no value are refused, with the default that mends it", () => {
    expect(() => expandVariables("${tag}", {})).toThrow(
      "none of CI_COMMIT_TAG, TAG_NAME is set; give a default: ${tag:-local}",
    );
    expect(() => expandVariables("${GITHUB_SHA}", {})).toThrow("it is not set; give a default: ${GITHUB_SHA:-local}");
  });

  it("hold no secret: none of the list has a name that secrets have", () => {
    const all = Object.values(ciVariables).flat();
    expect(all.length).toBeGreaterThan(20);
    expect(all.filter((name) => /TOKEN|KEY|SECRET|PASS|AUTH|CRED|JWT|COOKIE/.test(name))).toEqual([]);
  });
});
