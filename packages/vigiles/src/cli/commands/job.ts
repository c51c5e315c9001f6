import type { Command } from "commander";
import type { Runner } from "../runner.js";

/** Adds `job show` and `job wait`. */
export function jobCommands(program: Command, run: Runner): void {
  const job = program.command("job").description("background jobs").enablePositionalOptions();
  job
    .command("show <job-id>")
    .description("how a job stands")
    .action(run(async ({ client, control }, id: string) => client.jobs.get(id, control)));
  job
    .command("wait <job-id>")
    .description("wait for a job's end (--timeout, default 600 s)")
    .action(
      run(async ({ client, control, globals }, id: string) =>
        client.jobs.wait(id, { timeoutMs: globals.timeoutMs, ...control }),
      ),
    );
}
