/** A stream that can be read once and holds one letter. */
export async function* oneShot(): AsyncIterable<Uint8Array> {
  yield Buffer.from("x");
}
