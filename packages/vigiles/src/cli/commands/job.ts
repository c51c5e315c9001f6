import type { Command } from "commander";
import { examples } from "../help/examples.js";
import type { Runner } from "../run-command.js";

/** Sets up `job`. */
export function setUpJob(job: Command, run: Runner): void {
  job.addHelpText("after", examples("vigiles job wait JOB"));
  job
    .command("show <job-id>")
    .description("show the status of a job")
    .addHelpText("after", examples("vigiles job show JOB"))
    .action(run(async ({ client, control }, id: string) => client.jobs.get(id, control)));
  job
    .command("wait <job-id>")
    .description("wait until a job has ended (--timeout, default 600 s)")
    .addHelpText("after", examples("vigiles job wait JOB --timeout 3600"))
    .action(
      run(async ({ client, control, globals, indicator }, id: string) =>
        client.jobs.wait(id, { timeoutMs: globals.timeoutMs, onPoll: indicator.onPoll, ...control }),
      ),
    );
}
