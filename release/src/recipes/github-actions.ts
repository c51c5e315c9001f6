import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { repository } from "../packages.ts";
import { evaluate, isTrue, type Contexts } from "./github-expressions.ts";
import type { Job, Step, Variables } from "./job.ts";

interface ActionStep {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly shell?: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
  readonly env?: Variables;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly required?: boolean; readonly default?: string }>>;
  readonly runs: { readonly steps: readonly ActionStep[] };
}

/** Actions that change nothing here: the checkout is there, and so is Node. */
const preparing = new Set(["actions/checkout", "actions/setup-node"]);
/** Actions that take files, and the input that names them. */
const collecting: Variables = { "github/codeql-action/upload-sarif": "sarif_file", "actions/upload-artifact": "path" };
const ownAction = "org/org/action";

/**
 * Reads the steps of the job of a workflow. The steps of this repository's own action take its place.
 *
 * @param text - of the workflow
 * @param contexts - secrets and variables of the repository
 */
export function workflowSteps(text: string, contexts: Pick<Contexts, "secrets" | "vars">): readonly Step[] {
  const { jobs } = parse(text) as {
    readonly jobs: Readonly<Record<string, { readonly steps: readonly ActionStep[] }>>;
  };
  const [job] = Object.values(jobs);
  if (job === undefined) throw new Error("the workflow has no job");
  const whole: Contexts = { ...contexts, inputs: {}, steps: {} };
  return job.steps.flatMap((step) => stepsOf(step, whole));
}

function stepsOf(step: ActionStep, contexts: Contexts): readonly Step[] {
  if (nameOf(step) !== ownAction) return [toStep(step, contexts)];
  const { inputs, runs } = parse(readFileSync(join(repository, "action/action.yml"), "utf8")) as Action;
  const given = fill(step.with ?? {}, contexts);
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(inputs, name));
  if (unknown.length > 0) throw new Error(`the action has no input ${unknown.join(", ")}`);
  const values = Object.entries(inputs).map(([name, input]) => {
    if (input.required && !given[name]) throw new Error(`the input ${name} is missing`);
    return [name, given[name] ?? input.default ?? ""] as const;
  });
  const own: Contexts = { ...contexts, inputs: Object.fromEntries(values), steps: {} };
  return runs.steps.map((inner) => toStep(inner, own));
}

function nameOf({ uses = "" }: ActionStep): string {
  return uses.split("@")[0] ?? "";
}

function toStep(step: ActionStep, contexts: Contexts): Step {
  const runsAfterFailure = step.if?.includes("!cancelled()") ?? false;
  return {
    runsAfterFailure,
    async play(job) {
      if (step.if === undefined || isTrue(step.if, contexts)) await playStep(step, contexts, job);
    },
  };
}

async function playStep(step: ActionStep, contexts: Contexts, job: Job): Promise<void> {
  const name = nameOf(step);
  if (step.run !== undefined) return playScript(step, contexts, job);
  if (preparing.has(name)) return;
  const input = collecting[name];
  if (input === undefined) throw new Error(`unknown action ${name}`);
  job.collect(fill(step.with ?? {}, contexts)[input] ?? "");
}

async function playScript(step: ActionStep, contexts: Contexts, job: Job): Promise<void> {
  const temporary = `${job.folder}@runner`;
  mkdirSync(temporary, { recursive: true });
  const outputs = join(temporary, "outputs");
  writeFileSync(outputs, "");
  await job.run(["bash", "-eo", "pipefail", "-c"], step.run ?? "", {
    RUNNER_TEMP: temporary,
    GITHUB_WORKSPACE: job.folder,
    GITHUB_ACTION_PATH: join(repository, "action"),
    GITHUB_OUTPUT: outputs,
    GITHUB_STEP_SUMMARY: join(job.folder, "summary.md"),
    ...fill(step.env ?? {}, contexts),
  });
  if (step.id !== undefined) contexts.steps[step.id] = readOutputs(outputs);
}

function readOutputs(path: string): Variables {
  const lines = readFileSync(path, "utf8").split("\n").filter(Boolean);
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}

function fill(values: NonNullable<ActionStep["with"]>, contexts: Contexts): Variables {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, evaluate(String(value), contexts)]));
}
