import type { HeaderList } from "./header-list.js";
import { headerList } from "./headers.js";

/** What a request and a response have in common: headers that are made for callers only when one reads them. */
export abstract class Message {
  readonly #list: HeaderList;

  /** @param list - taken over, not copied */
  constructor(list: HeaderList) {
    this.#list = list;
  }

  /** The list of a message of this package; `undefined` for an object of another class, or one made from such a message. */
  static listOf(message: object): HeaderList | undefined {
    return #list in message ? message.#list : undefined;
  }

  get headers(): Headers {
    return this.#list.headers;
  }
}

/** The headers of a request or response, for reading. Other than its `headers`, they are not made into `Headers`. */
export function headersOf(message: { readonly headers: Headers }): HeaderList {
  return Message.listOf(message) ?? headerList(message.headers);
}
