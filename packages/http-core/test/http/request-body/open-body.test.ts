import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  BodyError,
  factoryBody,
  HttpCoreError,
  InputError,
  openBody,
  TransportError,
  type Body,
} from "../../../src/index.js";

async function* pieces(sizes: readonly number[]): AsyncIterable<Uint8Array> {
  for (const size of sizes) yield new Uint8Array(size);
}

/** What a body passes on, and the code of the error that ends it. */
async function passedOn(body: Body, reusesBuffers = false): Promise<{ bytes: number; code?: string }> {
  let bytes = 0;
  try {
    for await (const chunk of openBody(body, { reusesBuffers })) bytes += chunk.byteLength;
  } catch (error) {
    return { bytes, code: (error as HttpCoreError).code };
  }
  return { bytes };
}

const sizesAndLength = fc.tuple(fc.array(fc.nat(5), { maxLength: 6 }), fc.nat(20));
const total = (sizes: readonly number[]): number => sizes.reduce((sum, size) => sum + size, 0);

describe("an opened body", () => {
  it("passes on all bytes of a body with the right length, or without one", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(5)), async (sizes) => {
        const body = factoryBody(() => pieces(sizes));
        const whole = { bytes: total(sizes) };
        expect(await passedOn(body)).toEqual(whole);
        expect(await passedOn({ ...body, length: total(sizes) })).toEqual(whole);
      }),
    );
  });

  it("never completes a body with a wrong length", async () => {
    await fc.assert(
      fc.asyncProperty(sizesAndLength, async ([sizes, length]) => {
        fc.pre(length !== total(sizes));
        const { bytes, code } = await passedOn({ ...factoryBody(() => pieces(sizes)), length });
        expect(code).toBe("BODY_LENGTH_WRONG");
        expect(length === 0 ? bytes === 0 : bytes < length).toBe(true);
      }),
    );
  });

  it("passes on nothing beyond the length of a body that reuses its buffers", async () => {
    await fc.assert(
      fc.asyncProperty(sizesAndLength, async ([sizes, length]) => {
        const body = { ...factoryBody(() => pieces([])), openReusing: () => pieces(sizes), length };
        const { bytes, code } = await passedOn(body, true);
        expect(bytes).toBeLessThanOrEqual(length);
        expect(code).toBe(length === total(sizes) ? undefined : "BODY_LENGTH_WRONG");
      }),
    );
  });

  const other = { phase: "connect", bytesSent: "none" } as const;
  class FileError extends HttpCoreError<"FILE_CHANGED"> {
    static override readonly kind: string = "FileError";
  }
  it.each<[unknown, string]>([
    [new Error("disk"), "BODY_SOURCE_FAILED"],
    [Object.assign(new Error("disk"), { code: "ENOTFOUND" }), "BODY_SOURCE_FAILED"],
    ["a string", "BODY_SOURCE_FAILED"],
    [undefined, "BODY_SOURCE_FAILED"],
    // The source is a download of another exchange.
    [new TransportError("CONNECT_FAILED", "down", other), "BODY_SOURCE_FAILED"],
    [new BodyError("BODY_TRUNCATED", "cut"), "BODY_SOURCE_FAILED"],
    [new BodyError("BODY_LENGTH_WRONG", "changed"), "BODY_LENGTH_WRONG"],
    [new InputError("BODY_INVALID", "changed"), "BODY_INVALID"],
    [new FileError("FILE_CHANGED", "changed"), "FILE_CHANGED"],
  ])("whose source throws %s fails with %s", async (thrown, code) => {
    const body = factoryBody(async function* () {
      yield new Uint8Array(1);
      throw thrown;
    });
    const error = await (async () => {
      for await (const chunk of openBody(body)) expect(chunk).toHaveLength(1);
    })().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code });
    if (code === "BODY_SOURCE_FAILED") expect((error as BodyError).cause).toBe(thrown);
  });
});
