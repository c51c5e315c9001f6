/** Reads the parts of a header field from left to right (RFC 9110 section 5.6). */
export class FieldScanner {
  readonly #text: string;
  #at = 0;

  /** @param text - the value of the field */
  constructor(text: string) {
    this.#text = text;
  }

  /** True at the end of the field. */
  get isAtEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  /** True if the next character is this one. */
  isAt(character: string): boolean {
    return this.#text[this.#at] === character;
  }

  /** Reads what a pattern matches here; empty text if it does not match. The pattern must be sticky. */
  read(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const [match = ""] = pattern.exec(this.#text) ?? [];
    this.#at += match.length;
    return match;
  }

  /** Reads one character if it is the expected one. */
  skip(character: string): boolean {
    const isNext = this.isAt(character);
    if (isNext) this.#at++;
    return isNext;
  }

  /** Reads spaces and tabs. */
  skipSpace(): void {
    this.read(/[ \t]*/y);
  }

  /**
   * Reads a quoted string that begins here.
   *
   * @returns its text without quotes and escapes; `undefined` if it does not end
   */
  readQuoted(): string | undefined {
    let text = "";
    this.#at++;
    while (!this.isAtEnd) {
      if (this.skip('"')) return text;
      this.skip("\\");
      text += this.#text[this.#at++] ?? "";
    }
    return undefined;
  }

  /** Goes to the next comma outside quotes, and reads it. */
  skipElement(): void {
    while (!this.isAtEnd && !this.skip(",")) {
      if (this.isAt('"')) this.readQuoted();
      else this.#at++;
    }
  }
}
