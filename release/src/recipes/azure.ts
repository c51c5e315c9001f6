import { parse } from "yaml";
import type { Step, Variables } from "./job.ts";

interface AzureStep {
  readonly task?: string;
  readonly bash?: string;
  readonly publish?: string;
  readonly condition?: string;
  readonly inputs?: Variables;
  readonly env?: Variables;
}

/**
 * Reads the steps of an `azure-pipelines.yml`.
 *
 * @param text - of the file
 * @param pipeline - variables of the pipeline; a script sees those that its `env` names
 */
export function azureSteps(text: string, pipeline: Variables): readonly Step[] {
  const { steps } = parse(text) as { readonly steps: readonly AzureStep[] };
  return steps.map((step) => ({ runsAfterFailure: runsAfterFailure(step), play: playerOf(step, pipeline) }));
}

function runsAfterFailure({ condition }: AzureStep): boolean {
  if (condition === undefined) return false;
  if (condition === "succeededOrFailed()") return true;
  throw new Error(`unknown condition ${condition}`);
}

function playerOf(step: AzureStep, pipeline: Variables): Step["play"] {
  const { bash, publish, task, inputs = {}, env = {} } = step;
  if (bash !== undefined) {
    const variables = Object.fromEntries(
      Object.entries(env).map(([name, value]) => [name, fillMacros(value, pipeline)]),
    );
    return (job) => job.run(["bash", "-c"], bash, variables);
  }
  if (publish !== undefined) return (job) => job.collect(`${publish}/*`);
  if (task === "PublishTestResults@2") return (job) => job.collect(inputs["testResultsFiles"] ?? "");
  if (task === "UseNode@1") return () => {};
  throw new Error(`unknown step ${JSON.stringify(step)}`);
}

function fillMacros(value: string, pipeline: Variables): string {
  return value.replaceAll(/\$\((\w+)\)/g, (_macro, name: string) => {
    const found = pipeline[name];
    if (found === undefined) throw new Error(`the pipeline has no variable ${name}`);
    return found;
  });
}
