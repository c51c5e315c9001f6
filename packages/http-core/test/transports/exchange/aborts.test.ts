import { getEventListeners, once } from "node:events";
import { describe, expect, it, onTestFinished } from "vitest";
import { createSession, gotTransport, type Transport } from "../../../src/index.js";
import { fetchTransport } from "../../../src/transports/fetch.js";
import { nodeTransport } from "../../../src/transports/node.js";
import { undiciTransport } from "../../../src/transports/undici.js";
import { loopback } from "../../support/loopback.js";

const calls = 1_500;
const atOnce = 100;

/** What keeps this process alive besides what was there before. */
function handles(): number {
  return process.getActiveResourcesInfo().filter((name) => /Timeout|TCP(Socket)?Wrap|Immediate/.test(name)).length;
}

describe.each<[string, () => Transport]>([
  ["got", gotTransport],
  ["node", nodeTransport],
  ["undici", undiciTransport],
  ["fetch", fetchTransport],
])("aborts over %s", (_, make) => {
  it(`of ${calls} calls, at any moment, leave no socket, timer or warning`, async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error): void => void warnings.push(warning);
    process.on("warning", onWarning);
    onTestFinished(() => void process.off("warning", onWarning));
    // Some answers never come, some stall within the body, some are whole.
    await using server = await loopback(({ url }, response) => {
      if (url.endsWith("0")) return;
      response.write("x".repeat(100));
      if (!url.endsWith("1")) response.end();
    });
    const before = handles();
    const transport = make();
    await using session = createSession({ baseUrl: server.url, transport, retry: false });
    let aborted = 0;
    const one = async (index: number): Promise<void> => {
      const controller = new AbortController();
      const call = session.get(`/${index % 7}`, { signal: controller.signal, stream: index % 3 === 0 });
      for (let turn = 0; turn < index % 11; turn++) await new Promise((resolve) => setImmediate(resolve));
      controller.abort();
      await call.then(
        (response) => response.body?.cancel(),
        (error: { code: string }) => void (error.code === "ABORTED" && aborted++),
      );
    };
    for (let first = 0; first < calls; first += atOnce) {
      await Promise.allSettled(Array.from({ length: atOnce }, (__, index) => one(first + index)));
    }
    expect(aborted).toBeGreaterThan(calls / 4);
    await transport.close?.();
    server.server.closeAllConnections();
    await expect.poll(handles, { timeout: 60_000 }).toBeLessThanOrEqual(before + 1);
    expect(warnings.map(({ name }) => name)).toEqual([]);
  });

  it.each(["the caller's signal", "session.close()"])("of a body that is being read, by %s, end it", async (how) => {
    await using server = await loopback((__, response) => void response.write("x"));
    const transport = make();
    const session = createSession({ baseUrl: server.url, transport });
    const controller = new AbortController();
    const answer = await session.get("/", { stream: true, signal: controller.signal });
    const body = answer.chunks();
    const chunks = body[Symbol.asyncIterator]();
    await chunks.next();
    const rest = chunks.next();
    if (how === "session.close()") await session.close();
    else controller.abort();
    await expect(rest).rejects.toMatchObject({ code: "SEND_ABORTED" });
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
    await transport.close?.();
  });

  it("by one signal for many calls leave no listener on it", async () => {
    await using server = await loopback((__, response) => void response.end("x"));
    await using session = createSession({ baseUrl: server.url, transport: make() });
    const { signal } = new AbortController();
    for (let index = 0; index < 50; index++) await session.get("/", { signal });
    await Promise.all(Array.from({ length: 50 }, () => session.get("/", { signal })));
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  it("end a call within its turn, whatever it waits for", async () => {
    await using server = await loopback(() => {});
    await using session = createSession({ baseUrl: server.url, transport: make() });
    const controller = new AbortController();
    const call = session.get("/", { signal: controller.signal }).catch((error: unknown) => error);
    await once(server.server, "request");
    controller.abort();
    expect(await call).toMatchObject({ code: "ABORTED" });
  });
});
