import { describe, expect, it } from "vitest";
import { createResponse, createSession } from "../../src/index.js";
import { memoryTransport } from "../../src/testing/index.js";
import { oneShot } from "../support/one-shot.js";

const baseUrl = "https://api.example.com";

describe("an answer", () => {
  const head = { status: 200, url: baseUrl, headers: new Headers() };

  it("without a body reads as nothing", async () => {
    const response = createResponse(head);
    expect([response.body, await response.text(), (await response.bytes()).length]).toEqual([null, "", 0]);
    await response.discard();
    for await (const _ of response.chunks()) expect.unreachable();
  });

  it("is read once as chunks", async () => {
    const response = createResponse({ ...head, body: oneShot() });
    for await (const chunk of response.chunks()) expect(Buffer.from(chunk).toString()).toBe("x");
    await expect(response.chunks()[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: "BODY_USED" });
    await response.discard();
  });

  it("that is let go is drained a little and then cut", async () => {
    let sent = 0;
    let cancelled = 0;
    async function* endless(): AsyncIterable<Uint8Array> {
      for (;;) {
        sent += 10_000;
        yield Buffer.alloc(10_000);
      }
    }
    await createResponse({ ...head, body: endless(), cancel: () => void cancelled++ }).discard();
    expect([sent, cancelled]).toEqual([70_000, 1]);
  });

  it("cut short against its announced length is an error over any transport", async () => {
    const session = createSession({
      baseUrl,
      retry: false,
      transport: memoryTransport(() => ({ headers: { "content-length": "10" }, body: "half" })),
    });
    await expect(session.get("/")).rejects.toMatchObject({ code: "BODY_TRUNCATED" });
  });

  it("of an error is read up to 64 KB and no further", async () => {
    const session = createSession({
      baseUrl,
      transport: memoryTransport(() => ({ status: 400, body: `${"a".repeat(70_000)}` })),
    });
    await expect(session.get("/")).rejects.toMatchObject({ status: 400, body: "a".repeat(65_536) });
  });
});

describe("the body of a response as text", () => {
  it("is read strictly after one that was no text", async () => {
    const response = (body: Uint8Array) =>
      createResponse({ status: 200, url: "https://a.example/", headers: new Headers(), body });
    await expect(response(Buffer.from([0xe2, 0x82])).text()).rejects.toMatchObject({ code: "BODY_ENCODING" });
    expect(await response(Buffer.from("€")).text()).toBe("€");
  });
});
