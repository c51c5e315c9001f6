import { BodyError } from "../../errors.js";

/** A body that decompresses to more bytes than this for each byte received is refused as an attack (a "zip bomb"). */
const maxRatio = 200;
/** The ratio is checked only above this many decompressed bytes. */
const minRatioBytes = 1_048_576;

/**
 * Checks how much a body grows when it is decompressed.
 *
 * @param decompressedBytes - so far
 * @param receivedBytes - from which they come
 * @throws BodyError `BODY_TOO_LARGE` above 1 MiB and 200 times the bytes received
 */
export function checkExpansion(decompressedBytes: number, receivedBytes: number): void {
  if (decompressedBytes <= minRatioBytes || decompressedBytes <= receivedBytes * maxRatio) return;
  const message = `The response decompresses to more than ${maxRatio} times its received size`;
  throw new BodyError("BODY_TOO_LARGE", message);
}
