import { nearestName } from "@org/http-core/authoring";
import { readVariable } from "@org/linuxlink-auth/files";

/**
 * What a project file can use of the environment, and the variables of build servers that hold it: GitHub Actions, GitLab,
 * Jenkins, Azure Pipelines. The first that is set is used. None of them holds a secret.
 */
export const ciVariables: Readonly<Record<string, readonly string[]>> = {
  branch: [
    "GITHUB_HEAD_REF",
    "GITHUB_REF_NAME",
    "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME",
    "CI_COMMIT_REF_NAME",
    "CHANGE_BRANCH",
    "BRANCH_NAME",
    "BUILD_SOURCEBRANCHNAME",
  ],
  commit: ["GITHUB_SHA", "CI_COMMIT_SHA", "GIT_COMMIT", "BUILD_SOURCEVERSION"],
  tag: ["CI_COMMIT_TAG", "TAG_NAME"],
  "pull-request": ["CI_MERGE_REQUEST_IID", "CHANGE_ID", "SYSTEM_PULLREQUEST_PULLREQUESTNUMBER"],
  "pipeline-id": ["GITHUB_RUN_ID", "CI_PIPELINE_ID", "BUILD_ID", "BUILD_BUILDID"],
  "pipeline-number": ["GITHUB_RUN_NUMBER", "CI_PIPELINE_IID", "BUILD_NUMBER", "BUILD_BUILDNUMBER"],
  job: ["GITHUB_JOB", "CI_JOB_NAME", "JOB_NAME", "AGENT_JOBNAME"],
  repository: ["GITHUB_REPOSITORY", "CI_PROJECT_PATH", "BUILD_REPOSITORY_NAME"],
};

const allVariables = Object.values(ciVariables).flat();

/** `${name}` or `${name:-default}`, or the beginning of one that is misspelled; `$$`; or what other tools write for a variable. */
const reference = /(\$\$)|\$\{(?:([\w-]+?)(?::-([^{}]*))?\})?|(?:\$\(|\$|\{\{)\s*([\w-]*)/g;

/** Why a value can't be used. The message follows the name of the member. */
export class ValueError extends Error {}

/**
 * Replaces `${name}` in a value by what the build server says, and `${name:-default}` by the default if it says nothing.
 * `$$` gives `$`.
 *
 * @param text - value of a project file
 * @param env - environment variables
 * @throws ValueError for a name that is not in {@link ciVariables}, for one without a value, and for a variable in the
 *   syntax of another tool, such as `$name`, `$(name)` or `{{ name }}`
 */
export function expandVariables(text: string, env: Readonly<Record<string, string | undefined>>): string {
  return text.replace(reference, (whole: string, ...[dollar, name, fallback, foreign]: (string | undefined)[]) => {
    if (dollar !== undefined) return "$";
    if (foreign !== undefined) throw new ValueError(describeForeign(whole, foreign));
    if (name === undefined) throw new ValueError('has "${" without a name and "}"; write ${branch}, for example');
    const value = valueOf(name, env);
    // Also a default that is not used must be right: it would fail in another build only.
    const other = fallback === undefined ? undefined : expandVariables(fallback, env);
    if (value !== undefined) return value;
    if (other !== undefined) return other;
    const variables = variablesOf(name);
    const unset = variables.length === 1 ? "it is not set" : `none of ${variables.join(", ")} is set`;
    throw new ValueError(`uses \${${name}}, but ${unset}; give a default: \${${name}:-local}`);
  });
}

function valueOf(name: string, env: Readonly<Record<string, string | undefined>>): string | undefined {
  return variablesOf(name)
    .map((variable) => readVariable(env, variable)?.trim())
    .find((value) => value);
}

/** Without an error, the SBOM would be called `$branch`. */
function describeForeign(found: string, name: string): string {
  const isKnown = Object.hasOwn(ciVariables, name) || allVariables.includes(name);
  const fix = isKnown ? `write \${${name}}` : "write ${branch}, for example";
  const escape = found.startsWith("$") ? ", or $$ for a $ itself" : "";
  return `has ${JSON.stringify(found)}, which is not the syntax of variables here; ${fix}${escape}`;
}

function variablesOf(name: string): readonly string[] {
  if (Object.hasOwn(ciVariables, name)) return ciVariables[name] ?? [];
  if (allVariables.includes(name)) return [name];
  const near = nearestName(name, [...Object.keys(ciVariables), ...allVariables]);
  const fix = near === undefined ? `use one of ${Object.keys(ciVariables).join(", ")}` : `did you mean \${${near}}?`;
  throw new ValueError(`uses \${${name}}, which a project file can't read, since it might be a secret; ${fix}`);
}
