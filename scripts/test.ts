// Runs every fast check, and prints a summary in the last line.
import { runTasks } from "./run-tasks.ts";

const only = process.argv.slice(2);
const tasks = ["lint", "typecheck", "test", "check:package", "//#lint:root", "//#typecheck:root", "//#lint:unused"];
process.exitCode = runTasks(only.length > 0 ? only : tasks);
