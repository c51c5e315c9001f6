import { describe, expect, it } from "vitest";
import { readAll } from "../../../src/http/body/read-body.js";
import { ChunkQueue } from "../../../src/transports/exchange/chunk-queue.js";

function queue(): { readonly chunks: ChunkQueue; readonly flow: string[] } {
  const flow: string[] = [];
  const exchange = {
    failure: undefined,
    startReading() {},
    stopReading() {},
    pause: () => void flow.push("pause"),
    resume: () => void flow.push("resume"),
    close() {},
  };
  return { flow, chunks: new ChunkQueue(exchange) };
}

const kilobytes = (count: number): Uint8Array => new Uint8Array(count * 1024);

describe("a queue of chunks", () => {
  it("hands on what came before it was asked for, and what comes after", async () => {
    const { chunks } = queue();
    chunks.push(Buffer.from("a"));
    const reading = readAll(chunks);
    await Promise.resolve();
    chunks.push(Buffer.from("b"));
    await Promise.resolve();
    chunks.push(Buffer.from("c"));
    chunks.end();
    expect(Buffer.from(await reading).toString()).toBe("abc");
  });

  it("makes the sender wait while 64 KB are unread, once, and lets it go on when half of them are read", async () => {
    const { chunks, flow } = queue();
    chunks.push(kilobytes(63));
    expect(flow).toEqual([]);
    chunks.push(kilobytes(1));
    chunks.push(kilobytes(20));
    expect(flow).toEqual(["pause"]);
    await chunks.next();
    expect(flow).toEqual(["pause", "resume"]);
  });

  it("throws an error once, after the chunks that came before it", async () => {
    const { chunks } = queue();
    chunks.push(Buffer.from("a"));
    chunks.end(new Error("cut"));
    chunks.end();
    expect((await chunks.next()).value).toEqual(Buffer.from("a"));
    await expect(chunks.next()).rejects.toThrow("cut");
    expect(await chunks.next()).toEqual({ value: undefined, done: true });
  });

  it("tells a reader who waits of the end, and of an error", async () => {
    const ended = queue().chunks;
    const end = ended.next();
    ended.end();
    expect(await end).toEqual({ value: undefined, done: true });
    const failed = queue().chunks;
    const failure = failed.next();
    failed.end(new Error("cut"));
    await expect(failure).rejects.toThrow("cut");
  });

  it("keeps nothing for a reader who left", async () => {
    const { chunks } = queue();
    chunks.push(Buffer.from("a"));
    await chunks.return();
    chunks.push(Buffer.from("b"));
    expect(await chunks.next()).toEqual({ value: undefined, done: true });
  });

  it("says whether a reader has to wait", async () => {
    const { chunks } = queue();
    expect(chunks.isReady).toBe(false);
    chunks.push(Buffer.from("a"));
    expect(chunks.isReady).toBe(true);
    await chunks.next();
    expect(chunks.isReady).toBe(false);
    chunks.end();
    expect(chunks.isReady).toBe(true);
  });
});
