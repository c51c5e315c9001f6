import { headersOf } from "../../http/message.js";
import type { HttpRequest } from "../../http/request.js";

/** What a call sent that no text about it may show. It is only gathered here; which texts these are is asked when one is scrubbed. */
export class KnownSecrets {
  readonly #values: unknown[] = [];
  readonly #requests: { readonly request: HttpRequest; readonly names: readonly string[] }[] = [];

  /**
   * Adds every `Secret` in a value.
   *
   * @param value - plain data, nested as deep as a credential is
   */
  add(value: unknown): void {
    this.#values.push(value);
  }

  /** Adds the values of some headers of a request. */
  addHeaders(request: HttpRequest, names: readonly string[] | undefined): void {
    if (names !== undefined) this.#requests.push({ request, names });
  }

  /** The texts to look for. */
  texts(): ReadonlySet<string> {
    const sent = this.#requests.flatMap(({ request, names }) =>
      names.map((name) => headersOf(request).get(name) ?? ""),
    );
    return new Set([...revealed(this.#values), ...sent]);
  }
}

/** A `Secret` is known by what it does: it may be of another copy of this package. */
function revealed(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  if ("reveal" in value && typeof value.reveal === "function") return [String(value.reveal())];
  return Object.values(value).flatMap(revealed);
}
