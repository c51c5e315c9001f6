import { HeaderList, type HeaderReader } from "./header-list.js";

/**
 * Headers that become the platform's own `Headers` when somebody asks for these, and not before. From then on those are
 * what counts, since whoever holds them may change them.
 */
export class HeldHeaders {
  readonly #list: HeaderList | undefined;
  #headers: Headers | undefined;

  /** @param from - taken over, not copied */
  constructor(from: HeaderReader) {
    if (from instanceof HeaderList) this.#list = from;
    else this.#headers = from as Headers;
  }

  /** What is there now. */
  get reader(): HeaderReader {
    return this.#headers ?? this.#list ?? new HeaderList();
  }

  /** The list, as long as nobody could change it. */
  get untouched(): HeaderList | undefined {
    return this.#headers === undefined ? this.#list : undefined;
  }

  /** The platform's own. */
  get headers(): Headers {
    return (this.#headers ??= new Headers([...(this.#list ?? [])]));
  }

  copy(): HeaderList {
    return HeaderList.copy(this.reader);
  }
}
