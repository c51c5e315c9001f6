import { Writable } from "node:stream";

/** A terminal that records everything that is written to it, control sequences included. */
export class Terminal extends Writable {
  readonly isTTY: boolean = true;
  readonly columns: number = 100;
  drawn = "";
  readonly #waiting = new Map<string, () => void>();

  override _write(chunk: Uint8Array, _encoding: string, done: () => void): void {
    this.drawn += Buffer.from(chunk).toString("utf8");
    for (const [words, resolve] of this.#waiting) if (this.drawn.includes(words)) resolve();
    done();
  }

  /** Resolves when a text has been written. */
  shows(words: string): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.set(words, resolve);
      if (this.drawn.includes(words)) resolve();
    });
  }

  cursorTo(column: number): boolean {
    return this.write(`\u001b[${column + 1}G`);
  }

  moveCursor(_columns: number, rows: number): boolean {
    return this.write(`\u001b[${-rows}A`);
  }

  clearLine(_direction: number): boolean {
    return this.write("\u001b[K");
  }
}
