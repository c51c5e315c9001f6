/**
 * Generates pseudo-random numbers from 0 to 1; the same seed gives the same numbers. It is mulberry32, a published
 * generator in the public domain.
 *
 * @param seed - a whole number
 */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
