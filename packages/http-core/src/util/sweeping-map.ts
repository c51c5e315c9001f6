/** A map is swept first when it has this many entries. */
const minSweepSize = 128;
/** How much of a full map is dropped at once, so that sweeps are rare. */
const droppedShare = 0.1;

/**
 * A map that drops the entries it no longer needs. It looks for them when it has doubled since the last time, so each
 * entry costs the same on average. A full map drops its oldest entries.
 */
export class SweepingMap<V> {
  readonly #isNeeded: (value: V) => boolean;
  readonly #maxSize: number;
  readonly #entries = new Map<string, V>();
  #sweepSize = minSweepSize;

  /**
   * @param isNeeded - false for a value that may be dropped
   * @param maxSize - the maximum number of entries, at least 128
   */
  constructor(isNeeded: (value: V) => boolean, maxSize: number) {
    this.#isNeeded = isNeeded;
    this.#maxSize = maxSize;
  }

  /** How many entries the map has. */
  get size(): number {
    return this.#entries.size;
  }

  /**
   * Returns the value of a key.
   *
   * @param key - names the value
   * @param create - makes the value if there is none
   */
  getOrCreate(key: string, create: () => V): V {
    const known = this.#entries.get(key);
    if (known !== undefined) return known;
    if (this.#entries.size >= this.#sweepSize) this.#sweep();
    const value = create();
    this.#entries.set(key, value);
    return value;
  }

  #sweep(): void {
    for (const [key, value] of this.#entries) if (!this.#isNeeded(value)) this.#entries.delete(key);
    if (this.#entries.size >= this.#maxSize) {
      const oldest = [...this.#entries.keys()].slice(0, Math.ceil(this.#maxSize * droppedShare));
      for (const key of oldest) this.#entries.delete(key);
    }
    this.#sweepSize = Math.min(this.#maxSize, Math.max(minSweepSize, 2 * this.#entries.size));
  }
}
