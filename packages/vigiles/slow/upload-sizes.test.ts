import { describe, expect, it } from "vitest";
import { isUploadedUnchanged } from "../test/support/upload-round-trip.js";

describe("an upload from a file", () => {
  it("of 100 MB is verified by the emulated service, and comes back byte for byte", async () => {
    expect(await isUploadedUnchanged(100_000_000)).toBe(true);
  });
});
