import type { HeaderList } from "./header-list.js";
import { toWireHeaders } from "./headers.js";

/** What requests and responses share: headers that become the platform's `Headers` only when a caller reads them. */
export abstract class Message {
  readonly #list: HeaderList;

  /** @param list - used without a copy */
  constructor(list: HeaderList) {
    this.#list = list;
  }

  /** The headers of a message of this package; `undefined` for any other object, also for one that only inherits from a message. */
  static listOf(message: object): HeaderList | undefined {
    return #list in message ? message.#list : undefined;
  }

  /** The platform's `Headers`, made at the first read. */
  get headers(): Headers {
    return this.#list.headers;
  }
}

/** Returns the headers of a request or response for reading. Unlike reading `headers`, this makes no `Headers`. */
export function headersOf(message: { readonly headers: Headers }): HeaderList {
  return Message.listOf(message) ?? toWireHeaders(message.headers);
}
