// Runs every fast check, and ends with one line that says how it went.
import { runTasks } from "./run-tasks.ts";

const only = process.argv.slice(2);
const tasks = ["lint", "typecheck", "test", "check:package", "//#lint:root", "//#typecheck:root", "//#lint:unused"];
process.exitCode = runTasks(only.length > 0 ? only : tasks);
