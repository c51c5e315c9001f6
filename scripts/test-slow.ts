// Runs the slow suites, which `npm test` leaves out.
import { runTasks } from "./run-tasks.ts";

process.exitCode = runTasks(["test:slow"]);
