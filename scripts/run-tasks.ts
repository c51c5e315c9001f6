// Runs tasks of the workspace with turbo, and counts the results: each test as one, each other check as one.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";

interface Task {
  readonly taskId: string;
  readonly task: string;
  readonly directory: string;
  readonly execution?: { readonly exitCode?: number };
}

interface TestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

interface Tally {
  passed: number;
  failed: number;
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
  const tally: Tally = { passed: 0, failed: 0, skipped: [] };
  for (const task of summary()) count(task, tally);
  if (done.status !== 0 && tally.failed === 0) tally.failed++;
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

function count(task: Task, tally: Tally): void {
  const ok = task.execution?.exitCode === 0;
  const report = join(root, task.directory, "reports", `${task.task === "test" ? "tests" : "slow"}.json`);
  if (!task.task.startsWith("test") || !existsSync(report)) {
    if (task.task !== "build") tally[ok ? "passed" : "failed"]++;
    if (task.task === "build" && !ok) tally.failed++;
    return;
  }
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, "utf8")) as TestReport;
  tally.passed += numPassedTests;
  tally.failed += numFailedTests > 0 || ok ? numFailedTests : 1;
  for (const { assertionResults } of testResults) {
    for (const { status, fullName } of assertionResults) {
      if (status !== "passed" && status !== "failed") tally.skipped.push(fullName);
    }
  }
}
