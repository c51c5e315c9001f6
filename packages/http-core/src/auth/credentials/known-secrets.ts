import { headersOf } from "../../http/message.js";
import type { HttpRequest } from "../../http/request.js";

/**
 * Collects what a call sent that no text about the call may show. The secrets are read only when a text is scrubbed:
 * most calls need none.
 */
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

  /**
   * Adds the values of some headers of a request.
   *
   * @param request - as the scheme left it
   * @param names - the headers that the scheme declares as secret
   */
  addHeaders(request: HttpRequest, names: readonly string[] | undefined): void {
    if (names !== undefined) this.#requests.push({ request, names });
  }

  /** Returns the texts to mask. */
  texts(): ReadonlySet<string> {
    const sent = this.#requests.flatMap(({ request, names }) =>
      names.map((name) => headersOf(request).get(name) ?? ""),
    );
    return new Set([...revealSecrets(this.#values), ...sent]);
  }
}

/** A `Secret` is recognised by its method, since it may come from another installed copy of this package. */
function revealSecrets(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  if ("reveal" in value && typeof value.reveal === "function") return [String(value.reveal())];
  return Object.values(value).flatMap(revealSecrets);
}
