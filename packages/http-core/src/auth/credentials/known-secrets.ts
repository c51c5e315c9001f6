import { fieldsOf, type Body, type BodyOptions } from "../../http/request-body/body.js";
import { bytesOf } from "../../http/request-body/platform-body.js";
import type { HeaderList } from "../../http/header-list.js";
import { headersOf } from "../../http/message.js";
import type { HttpRequest } from "../../http/request.js";
import { secretNameTest } from "../../redaction/credential-names.js";
import type { SecretTexts } from "../../redaction/mask-error.js";
import { redactUrl } from "../../redaction/redact.js";
import { isSecret } from "../../redaction/secret.js";
import type { SecretNames } from "../../redaction/secret-names.js";
import { scrub } from "../../redaction/scrub.js";
import { isPromise, type MaybePromise } from "../../util/maybe-promise.js";
import { secretsOfFields, secretsOfForm, secretsOfHeaders, secretsOfText, secretsOfUrl } from "./sent-secrets.js";
import { isBytes } from "../../util/realms.js";

/** A value with secrets, data that is sent, or what is kept of a request: not its body, which may be large. */
type Source =
  | { readonly value: unknown }
  | { readonly data: unknown; readonly names: SecretNames | undefined }
  | {
      readonly url: string;
      readonly headers: HeaderList;
      readonly fields: Body["fields"];
      readonly names: SecretNames | undefined;
    };

/**
 * Collects what a call sent that no text about the call may show. The secrets are read only when a text is scrubbed:
 * most calls need none.
 */
export class KnownSecrets implements SecretTexts {
  readonly #sources: Source[] = [];
  #later: (() => MaybePromise<unknown>) | undefined;
  #names: SecretNames | undefined;

  /** What the scheme of the last request declares. */
  get names(): SecretNames | undefined {
    return this.#names;
  }

  /**
   * Adds every `Secret` in a value.
   *
   * @param value - plain data, nested as deep as a credential is
   */
  add(value: unknown): void {
    if (value !== undefined) this.#sources.push({ value });
  }

  /**
   * Adds every `Secret` in a value that is made only when a text has to be searched for it: by {@link KnownSecrets.complete},
   * or by the first such text if the value is not a promise.
   *
   * @param make - returns plain data; if it fails, nothing is added
   */
  addLater(make: () => MaybePromise<unknown>): void {
    this.#later = make;
  }

  /** Makes the value of {@link KnownSecrets.addLater}, and waits for it. */
  complete(): MaybePromise<void> {
    const make = this.#later;
    this.#later = undefined;
    if (make === undefined) return;
    try {
      const made = make();
      if (!isPromise(made)) return this.add(made);
      return made.then(
        (value) => this.add(value),
        () => {},
      );
    } catch {
      // A scheme that can't name its identity has not sent the identity's secret.
    }
  }

  /**
   * Adds the secrets of a request: its cookies, its credentials, and all values whose names are declared or usually hold a
   * credential.
   *
   * @param request - as it is sent
   * @param names - declared by the scheme, if there is one
   */
  addRequest(request: HttpRequest, names: SecretNames | undefined): void {
    const headers = headersOf(request);
    const { url, body } = request;
    const fields = body === undefined ? undefined : fieldsOf(body);
    this.#names = names;
    this.#sources.push({ url, headers, fields, names });
  }

  /**
   * Adds the secrets of a body that the caller gives: data for JSON, or text or bytes of JSON or a form. Nothing is known of a
   * stream, and of text above 64 KB.
   *
   * @param body - of the caller. The fields of a form belong to the request
   * @param names - declared by the scheme, if there is one
   */
  addBody({ json, body }: BodyOptions, names: SecretNames | undefined): void {
    if (json === undefined && body === undefined) return;
    const data = json ?? (typeof body === "string" ? body : bytesOf(body));
    if (data !== undefined) this.#sources.push({ data, names });
  }

  /** Returns the texts to mask. */
  texts(): ReadonlySet<string> {
    void this.complete();
    const texts = new Set<string>();
    for (const source of this.#sources) for (const text of readSource(source)) texts.add(text);
    return texts;
  }

  /**
   * Masks the secrets in a text.
   *
   * @param text - not truncated yet
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

function readData(data: unknown, names: SecretNames | undefined): readonly string[] {
  const isField = secretNameTest(names, "fields");
  return typeof data === "string" || isBytes(data) ? secretsOfText(data, isField) : secretsOfFields(data, isField);
}

function readSource(source: Source): readonly string[] {
  if ("value" in source) return revealSecrets(source.value);
  const { names } = source;
  if ("data" in source) return readData(source.data, names);
  return [
    ...secretsOfHeaders(source.headers, secretNameTest(names, "headers")),
    ...secretsOfUrl(source.url, secretNameTest(names, "query")),
    ...secretsOfForm(source.fields ?? [], secretNameTest(names, "fields")),
  ];
}

function revealSecrets(value: unknown): readonly string[] {
  if (isSecret(value)) return [String(value.reveal())];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(revealSecrets);
}
