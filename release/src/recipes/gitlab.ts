import { parse } from "yaml";
import type { Step } from "./job.ts";

interface GitLabJob {
  readonly image: string;
  readonly script: readonly string[];
  readonly artifacts: {
    readonly when: string;
    readonly paths: readonly string[];
    readonly reports: Readonly<Record<string, string>>;
  };
}

/**
 * Reads the steps of the job of a `.gitlab-ci.yml`. GitLab runs the lines of a script in one shell, which ends with the
 * first failure.
 *
 * @param text - of the file
 */
export function gitLabSteps(text: string): readonly Step[] {
  const [job] = Object.values(parse(text) as Readonly<Record<string, GitLabJob>>);
  if (job === undefined) throw new Error("the file has no job");
  const { paths, reports, when } = job.artifacts;
  const script = job.script.join("\n");
  return [
    { runsAfterFailure: false, play: (running) => running.run(["bash", "-eo", "pipefail", "-c"], script) },
    {
      runsAfterFailure: when === "always",
      play: (running) => [...paths, ...Object.values(reports)].forEach((path) => running.collect(path)),
    },
  ];
}
