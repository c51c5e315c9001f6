// Runs tasks of the workspace with turbo, and counts the results: each test as one, each other check as one.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";

interface Task {
  readonly taskId: string;
  readonly task: string;
  readonly directory: string;
  readonly execution?: { readonly exitCode?: number; readonly startTime: number; readonly endTime: number };
}

interface TestResult {
  readonly status: string;
  readonly fullName: string;
  readonly failureMessages?: readonly string[];
}

interface TestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly TestResult[];
  }[];
}

interface Tally {
  passed: number;
  failed: number;
  /** What failed, and the first line of the reason. */
  readonly failures: string[];
  readonly skipped: string[];
}

const root = dirname(import.meta.dirname);
const runs = join(root, ".turbo", "runs");

/**
 * Runs tasks in every package that has them.
 *
 * @param names - turbo tasks
 * @returns the exit code: 0 if nothing failed
 */
export function runTasks(names: readonly string[]): number {
  rmSync(runs, { recursive: true, force: true });
  const args = [
    "run",
    ...names,
    "--continue=always",
    "--summarize",
    "--output-logs=new-only",
    "--log-order=grouped",
    "--concurrency=3",
  ];
  const done = spawnSync("turbo", args, { cwd: root, stdio: "inherit" });
  const tally: Tally = { passed: 0, failed: 0, failures: [], skipped: [] };
  const tasks = summary();
  for (const task of tasks) count(task, tally);
  for (const line of minutesOf(tasks)) process.stdout.write(`${line}\n`);
  if (done.status !== 0 && tally.failed === 0) addFailure(tally, "turbo could not run a task, see its output above");
  for (const name of tally.failures) process.stdout.write(`failed: ${name}\n`);
  for (const name of tally.skipped) process.stdout.write(`skipped: ${name}\n`);
  const skipped = tally.skipped.length === 0 ? "" : `, ${tally.skipped.length} skipped`;
  process.stdout.write(`${tally.passed} passed, ${tally.failed} failed${skipped}\n`);
  return tally.failed === 0 && tally.passed > 0 ? 0 : 1;
}

function summary(): readonly Task[] {
  const [newest] = existsSync(runs) ? readdirSync(runs) : [];
  if (newest === undefined) return [];
  return (JSON.parse(readFileSync(join(runs, newest), "utf8")) as { tasks: Task[] }).tasks;
}

/** How long each task of tests ran, the longest first. Several run at the same time. */
function minutesOf(tasks: readonly Task[]): readonly string[] {
  return tasks
    .flatMap(({ task, taskId, execution }) =>
      task.startsWith("test") && execution !== undefined
        ? [{ taskId, minutes: (execution.endTime - execution.startTime) / 60_000 }]
        : [],
    )
    .sort((one, other) => other.minutes - one.minutes)
    .map(({ taskId, minutes }) => `${minutes.toFixed(1).padStart(5)} min  ${taskId}`);
}

function count(task: Task, tally: Tally): void {
  const ok = task.execution?.exitCode === 0;
  const report = join(root, task.directory, "reports", `${task.task === "test" ? "tests" : "slow"}.json`);
  if (!task.task.startsWith("test") || !existsSync(report)) {
    if (!ok) addFailure(tally, task.taskId);
    else if (task.task !== "build") tally.passed++;
    return;
  }
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, "utf8")) as TestReport;
  tally.passed += numPassedTests;
  for (const { assertionResults } of testResults) {
    for (const result of assertionResults) countTest(result, task, tally);
  }
  if (!ok && numFailedTests === 0) addFailure(tally, `${task.taskId}, see its output above`);
}

function countTest({ status, fullName, failureMessages }: TestResult, { taskId }: Task, tally: Tally): void {
  if (status === "passed") return;
  if (status !== "failed") {
    tally.skipped.push(fullName);
    return;
  }
  const [reason] = (failureMessages?.[0] ?? "").split("\n", 1);
  addFailure(tally, `${taskId} ${fullName}: ${reason ?? ""}`);
}

function addFailure(tally: Tally, name: string): void {
  tally.failed++;
  tally.failures.push(name);
}
