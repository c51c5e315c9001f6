import { describe, expect, it } from "vitest";
import { createSession } from "../../src/index.js";
import { memoryTransport } from "../../src/testing/index.js";

const baseUrl = "https://api.example.com";

describe("the memory transport", () => {
  it("fails at once on a request that no handler expects, and names it without its secrets", async () => {
    const transport = memoryTransport(({ url }) => (url.endsWith("/known") ? 200 : undefined));
    const session = createSession({ baseUrl, transport });
    const error = await session.get("/other", { params: { token: "canary" } }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "UNEXPECTED_REQUEST", method: "GET", bytesSent: "none" });
    expect(String(error)).toContain("GET https://api.example.com/other");
    expect(String(error)).not.toContain("canary");
    expect(transport.requests).toHaveLength(1);
  });

  it("asks its handlers in order, until one answers", async () => {
    const transport = memoryTransport(
      () => undefined,
      () => ({ body: "first" }),
      () => ({ body: "second" }),
    );
    expect(await (await createSession({ baseUrl, transport }).get("/")).text()).toBe("first");
  });
});
