import { manualClock } from "@org/http-core/testing";
import { describe, expect, it } from "vitest";
import { waitingLines } from "../../../src/cli/context/waiting-lines.js";
import { prepareCommand } from "../../support/prepare-command.js";
import { plainService } from "../../support/servers/plain-service.js";

function collect(): { readonly lines: string[]; readonly stderr: { write(line: string): boolean } } {
  const lines: string[] = [];
  return { lines, stderr: { write: (line) => lines.push(line) > 0 } };
}

describe("waiting without a terminal", () => {
  it("prints a line each 30 s, and none before or after", async () => {
    const clock = manualClock();
    const { lines, stderr } = collect();
    const indicator = waitingLines({ stderr, clock }, "vigiles manifest upload");
    await clock.advance(60_000);
    indicator.show();
    await clock.advance(29_999);
    expect(lines).toEqual([]);
    await clock.advance(1);
    indicator.expectScan();
    indicator.onUploadProgress?.({ bytes: 500_000, totalBytes: 2_000_000, attempt: 1 });
    await clock.advance(30_000);
    indicator.onUploadProgress?.({ bytes: 2_000_000, totalBytes: 2_000_000, attempt: 1 });
    await clock.advance(30_000);
    indicator.expectJob();
    await clock.advance(30_000);
    indicator.onPoll?.({ status: "running" });
    await clock.advance(30_000);
    indicator.onPoll?.({ status: "almost\ndone" });
    await clock.advance(30_000);
    indicator.onDownloadProgress?.({ bytes: 1_500, totalBytes: undefined, attempt: 1 });
    await clock.advance(30_000);
    indicator.hide();
    await clock.advance(300_000);
    expect(lines).toEqual(
      [
        "waiting (30 s)",
        "sent 25 % of 2.0 MB (60 s)",
        "sent 2.0 MB; scanning (90 s)",
        "queued (120 s)",
        "scanning (150 s)",
        "job is almost done (180 s)",
        "received 1.5 kB (210 s)",
      ].map((words) => `vigiles manifest upload: ${words}\n`),
    );
    expect(clock.pendingTimers).toBe(0);
  });

  it.each([
    [{}, true],
    [{ CI: "true" }, true],
    [{ CI: "true" }, true, ["--verbose"]],
    [{}, false, ["--quiet"]],
    [{}, false, ["--debug"]],
  ])("prints it while a command waits for the server: %j, %j", async (env, isPrinted, flags: string[] = []) => {
    const clock = manualClock();
    await using command = await prepareCommand(async (seen) => {
      await clock.advance(31_000);
      return plainService(seen);
    });
    const run = await command.run([...flags, "heartbeat"], { env, clock });
    expect(run.exit).toBe(0);
    expect(run.stderr.includes("vigiles heartbeat: sent ")).toBe(isPrinted);
    expect(JSON.parse(run.stdout)).toBeDefined();
  });
});
