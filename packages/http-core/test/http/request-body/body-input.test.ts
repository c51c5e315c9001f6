import { describe, expect, it } from "vitest";
import { createSession } from "../../../src/index.js";
import { memoryTransport } from "../../../src/testing/index.js";

const baseUrl = "https://api.example.com";

describe("a body as input", () => {
  it.each([
    ["a number", { body: 5 as never }, "OPTION_INVALID"],
    ["null", { body: null as never }, "OPTION_INVALID"],
    ["an object without a stream", { body: {} as never }, "OPTION_INVALID"],
    ["a form field that is an object", { form: { a: {} as never } }, "BODY_INVALID"],
    ["a form field that is NaN", { form: { a: Number.NaN } }, "BODY_INVALID"],
  ])("refuses %s", async (_, options, code) => {
    await expect(
      createSession({ baseUrl, transport: memoryTransport(() => 200) }).post("/", options),
    ).rejects.toMatchObject({ code });
  });

  it("may be empty", async () => {
    const transport = memoryTransport(() => 200);
    await createSession({ baseUrl, transport }).post("/", { body: "" });
    expect(transport.requests[0]?.body.length).toBe(0);
  });
});
