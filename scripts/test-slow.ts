// Runs the slow suites: those that a change does not wait for.
import { runTasks } from "./run-tasks.ts";

process.exitCode = runTasks(["test:slow"]);
