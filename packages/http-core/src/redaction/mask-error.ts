import { isHttpCoreError } from "../http-core-error.js";
import { copyOwn } from "../util/own-members.js";
import { isData, maskData } from "./mask-data.js";
import { createScrub, type Scrub } from "./scrub.js";
import type { SecretNames } from "./secret-names.js";
import { isError } from "../util/realms.js";

/** Something that knows secrets. They are read only when a text is scrubbed. */
export interface SecretTexts {
  /** Names whose values are masked in every place, declared by the scheme; absent or `undefined` if there is none. */
  readonly names?: SecretNames | undefined;
  /** Returns the texts to mask. */
  texts(): ReadonlySet<string>;
}

/**
 * Minimum length of a secret that is masked in an error of this library, in characters. What such an error quotes was masked
 * before; a short password may be a word of the message itself.
 */
const minOwnSecretLength = 8;
/** How many errors of a chain of causes are read. */
const maxErrors = 50;

/**
 * Masks known secrets in an error before it leaves a call: in its message, its stack, its other texts, the arrays and
 * plain objects that it holds, and in all errors among them. The error stays the same object.
 *
 * @param error - of this library or of any other
 * @param known - the secrets
 * @returns the same error
 */
export function maskError<E>(error: E, known: SecretTexts): E {
  const secrets = [...known.texts()];
  const scrub = createScrub(secrets);
  const scrubOwn = createScrub(secrets.filter((secret) => secret.length >= minOwnSecretLength));
  const found = new Set<Error>(isError(error) ? [error] : []);
  for (const each of found) {
    if (found.size > maxErrors) break;
    maskMembers(each, isHttpCoreError(each) ? scrubOwn : scrub, (held) => found.add(held));
  }
  return error;
}

function maskMembers(error: Error, scrub: Scrub, onError: (held: Error) => void): void {
  // The codes and methods of this library are constants.
  const constants = isHttpCoreError(error) ? ["code", "method"] : [];
  for (const name of Object.getOwnPropertyNames(error)) {
    const value = read(error, name);
    if (isError(value)) onError(value);
    if (constants.includes(name)) continue;
    const clean = maskMember(value, scrub, onError);
    if (clean !== value) replace(error, name, clean);
  }
}

function maskMember(value: unknown, scrub: Scrub, onError: (held: Error) => void): unknown {
  if (typeof value === "string") return scrub(value);
  return isData(value) ? maskData(value, scrub, onError) : value;
}

/** Reads a property without calling code of others. The stack is a getter in some versions of Node. */
function read(error: Error, name: string): unknown {
  return name === "stack" ? error.stack : (Reflect.getOwnPropertyDescriptor(error, name)?.value as unknown);
}

function replace(error: Error, name: string, value: unknown): void {
  const { enumerable = false } = Reflect.getOwnPropertyDescriptor(error, name) ?? {};
  if (Reflect.set(error, name, value)) return;
  Reflect.defineProperty(error, name, copyOwn({ value, enumerable, configurable: true }));
}
