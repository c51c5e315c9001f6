import type { Body } from "../../http/body/body.js";
import type { HeaderList } from "../../http/header-list.js";
import { headersOf } from "../../http/message.js";
import type { HttpRequest } from "../../http/request.js";
import { secretNameTest } from "../../redaction/credential-names.js";
import type { SecretTexts } from "../../redaction/mask-error.js";
import { redactUrl } from "../../redaction/redact.js";
import { isSecret } from "../../redaction/secret.js";
import type { SecretNames } from "../../redaction/secret-names.js";
import { scrub } from "../../redaction/scrub.js";
import { secretsOfFields, secretsOfHeaders, secretsOfUrl } from "./sent-secrets.js";

/** What is kept of a request: not its body, which may be large. */
interface SentRequest {
  readonly url: string;
  readonly headers: HeaderList;
  readonly fields: Body["fields"];
  readonly names: SecretNames | undefined;
}

/**
 * Collects what a call sent that no text about the call may show. The secrets are read only when a text is scrubbed:
 * most calls need none.
 */
export class KnownSecrets implements SecretTexts {
  readonly #values: unknown[] = [];
  readonly #requests: SentRequest[] = [];
  readonly #data: { readonly data: unknown; readonly names: SecretNames | undefined }[] = [];

  /**
   * Adds every `Secret` in a value.
   *
   * @param value - plain data, nested as deep as a credential is
   */
  add(value: unknown): void {
    this.#values.push(value);
  }

  /**
   * Adds the secrets of a request: its cookies, its credentials, and all values whose names are declared or usually hold a
   * credential.
   *
   * @param request - as it is sent
   * @param names - declared by the scheme, if there is one
   */
  addRequest(request: HttpRequest, names: SecretNames | undefined): void {
    this.#requests.push({ url: request.url, headers: headersOf(request), fields: request.body?.fields, names });
  }

  /**
   * Adds the secrets of data that is sent as JSON.
   *
   * @param data - of the caller; `undefined` for none
   * @param names - declared by the scheme, if there is one
   */
  addData(data: unknown, names: SecretNames | undefined): void {
    if (data !== undefined) this.#data.push({ data, names });
  }

  /** Returns the texts to mask. */
  texts(): ReadonlySet<string> {
    const sent = this.#requests.flatMap(({ url, headers, fields = [], names }) => [
      ...secretsOfHeaders(headers, secretNameTest(names, "headers")),
      ...secretsOfUrl(url, secretNameTest(names, "query")),
      ...secretsOfFields(Object.fromEntries(fields), secretNameTest(names, "fields")),
    ]);
    const data = this.#data.flatMap((each) => secretsOfFields(each.data, secretNameTest(each.names, "fields")));
    return new Set([...revealSecrets(this.#values), ...sent, ...data]);
  }

  /**
   * Masks the secrets in a text.
   *
   * @param text - not cut before
   */
  scrub(text: string): string {
    return scrub(text, this.texts());
  }

  /**
   * Makes a URL safe for logs and errors, as `redactUrl` does.
   *
   * @param url - may be malformed
   */
  redactUrl(url: string): string {
    return redactUrl(url, this.texts());
  }
}

function revealSecrets(value: unknown): readonly string[] {
  if (isSecret(value)) return [String(value.reveal())];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(revealSecrets);
}
