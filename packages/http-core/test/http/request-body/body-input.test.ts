import { describe, expect, it } from "vitest";
import { createSession, type RequestOptions } from "../../../src/index.js";
import { memoryTransport } from "../../../src/testing/index.js";

const baseUrl = "https://api.example.com";

describe("a body as input", () => {
  it.each([
    ["a number", { body: 5 as never }, "OPTION_INVALID"],
    ["null", { body: null as never }, "OPTION_INVALID"],
    ["an object without a stream", { body: {} as never }, "OPTION_INVALID"],
    ["a FormData of another kind", { body: { [Symbol.toStringTag]: "FormData" } as never }, "OPTION_INVALID"],
    ["a Blob that can't be read", { body: { [Symbol.toStringTag]: "Blob" } as never }, "OPTION_INVALID"],
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

  it("may be a FormData, which is sent as multipart/form-data", async () => {
    const transport = memoryTransport(() => 200);
    const body = new FormData();
    body.append("a", "1");
    await createSession({ baseUrl, transport }).post("/", { body });
    const [request] = transport.requests;
    expect(request?.headers.get("content-type")).toMatch(/^multipart\/form-data; boundary=/);
    expect(request?.body.toString()).toContain('name="a"\r\n\r\n1\r\n');
  });

  it.each<[string, () => RequestOptions]>([
    ["parameters", () => ({ body: new URLSearchParams({ password: "hunter2-9f31" }) })],
    ["an ArrayBuffer", () => ({ body: Uint8Array.from(Buffer.from('{"password":"hunter2-9f31"}')).buffer })],
  ])("hides its secrets in errors: %s", async (_, options) => {
    const transport = memoryTransport(() => ({ status: 400, body: { message: "wrong password: hunter2-9f31" } }));
    const error: unknown = await createSession({ baseUrl, transport })
      .post("/", options())
      .catch((reason: unknown) => reason);
    expect(String(error)).toContain("wrong password");
    expect(String(error)).not.toContain("hunter2");
  });
});
