import { describe, expect, it } from "vitest";
import { createSession } from "../../src/index.js";
import { manualClock } from "../../src/testing/index.js";
import { fetchTransport, type FetchFunction } from "../../src/transports/fetch.js";
import { runUntilSettled } from "../support/run-until-settled.js";

describe("the fetch transport", () => {
  it("fails when its own time limit ends a body, although fetch reports a normal end", async () => {
    const clock = manualClock();
    const quiet: FetchFunction = async (_url, { signal }) => {
      const stream = new ReadableStream({
        start(controller) {
          controller.enqueue(Buffer.from("half"));
          signal?.addEventListener("abort", () => controller.close());
        },
      });
      return new Response(stream);
    };
    const session = createSession({
      baseUrl: "https://a.example",
      clock,
      transport: fetchTransport({ fetch: quiet }),
      retry: false,
    });
    const call = session.get("/", { timeout: { idleMs: 1_000 } }).catch((error: unknown) => error);
    expect(await runUntilSettled(clock, call)).toMatchObject({ code: "PHASE_TIMEOUT", phase: "body" });
  });

  it("closes the body of a response that comes after the abort, from a fetch that ignores its signal", async () => {
    const fetched = Promise.withResolvers<Response>();
    const closed = Promise.withResolvers<string>();
    const transport = fetchTransport({ fetch: () => fetched.promise });
    const controller = new AbortController();
    await using session = createSession({ baseUrl: "https://a.example", transport, retry: false });
    const call = session.get("/", { signal: controller.signal });
    controller.abort();
    await expect(call).rejects.toMatchObject({ code: "ABORTED" });
    fetched.resolve(new Response(new ReadableStream({ cancel: () => closed.resolve("closed") })));
    expect(await closed.promise).toBe("closed");
  });
});
