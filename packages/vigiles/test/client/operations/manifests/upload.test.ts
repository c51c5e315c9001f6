import { describe, expect, it } from "vitest";
import { isUploadedUnchanged } from "../../../support/upload-round-trip.js";

describe("an upload from a file", () => {
  it.each([
    ["1 KB", 1_000],
    ["1 MB", 1_000_000],
  ])("of %s is verified by the emulated service, and comes back byte for byte", async (_, bytes) => {
    expect(await isUploadedUnchanged(bytes)).toBe(true);
  });
});
