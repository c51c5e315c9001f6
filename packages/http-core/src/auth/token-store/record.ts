import { isRecord, parseJsonObject } from "../../authoring/json.js";
import { copyOwn, memberOf } from "../../util/own-members.js";
import { isSecret, Secret } from "../../redaction/secret.js";
import { omitUndefined } from "../../util/omit-undefined.js";
import type { Credential } from "../scheme.js";

/** A credential as a store keeps it. It carries its own dates, since a store's expiry cannot be trusted. */
export interface StoredCredential {
  /** Distinguishes one login from another, across processes. */
  readonly id: string;
  /** What the login returned. */
  readonly credential: Credential<unknown>;
}

const format = 1;
/** Marks text that was a `Secret`. */
const secretMark = "$secret";
/** Wraps a plain object that has a property named like one of the marks, so that it is read back unchanged. */
const plainMark = "$plain";

/**
 * Writes a record as text.
 *
 * @param stored - the credential and its login
 */
export function writeRecord({ id, credential }: StoredCredential): string {
  const { value } = credential;
  const [expiresAt, renewAfter] = [memberOf(credential, "expiresAt"), memberOf(credential, "renewAfter")];
  return JSON.stringify({ format, id, expiresAt, renewAfter, value: pack(value) });
}

/**
 * Reads a record.
 *
 * @param text - of any content
 * @returns `undefined` for anything that is not a record of this format
 */
export function readRecord(text: string): StoredCredential | undefined {
  const record = copyOwn(parseJsonObject(text) ?? {});
  if (record["format"] !== format) return undefined;
  const { id, expiresAt, renewAfter, value } = record;
  if (typeof id !== "string" || id === "" || !isDate(expiresAt) || !isDate(renewAfter)) return undefined;
  return { id, credential: { value: unpack(value), ...omitUndefined({ expiresAt, renewAfter }) } };
}

function isDate(value: unknown): value is number | undefined {
  return value === undefined || (typeof value === "number" && Number.isFinite(value) && value > 0 && value < 8.64e15);
}

function pack(value: unknown): unknown {
  if (isSecret(value)) return { [secretMark]: value.reveal() };
  if (Array.isArray(value)) return value.map(pack);
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, pack(item)] as const));
  return secretMark in fields || plainMark in fields ? { [plainMark]: fields } : fields;
}

function unpack(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unpack);
  if (typeof value !== "object" || value === null) return value;
  const fields = value as Record<string, unknown>;
  if (typeof fields[secretMark] === "string") return new Secret(fields[secretMark]);
  const inner = isRecord(fields[plainMark]) ? fields[plainMark] : fields;
  return Object.fromEntries(Object.entries(inner).map(([key, item]) => [key, unpack(item)]));
}
