import { headersOf, type HttpRequest } from "../request.js";
import { Secret } from "../secret.js";

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

function revealed(value: unknown): readonly string[] {
  if (value instanceof Secret) return [value.reveal()];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(revealed);
}
