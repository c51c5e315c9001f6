import { Secret } from "../../redaction/secret.js";
import type { Credential } from "../scheme.js";

/** A credential as it is kept: dated by itself, since a store's own expiry can't be trusted. */
export interface StoredCredential {
  /** Tells one login from another, across processes. */
  readonly id: string;
  readonly credential: Credential<unknown>;
}

const format = 1;
/** Marks text that was a `Secret`; plain objects of that shape are wrapped, so that they come back as they were. */
const secretMark = "$secret";
const plainMark = "$plain";

/** A stored credential as text. */
export function writeRecord({ id, credential }: StoredCredential): string {
  const { value, expiresAt, renewAfter } = credential;
  return JSON.stringify({ format, id, expiresAt, renewAfter, value: packed(value) });
}

/**
 * Reads a record.
 *
 * @returns undefined for anything that is not a record of this format
 */
export function readRecord(text: string): StoredCredential | undefined {
  const record = parsed(text);
  if (record === undefined || record["format"] !== format) return undefined;
  const { id, expiresAt, renewAfter, value } = record;
  if (typeof id !== "string" || id === "" || !isDate(expiresAt) || !isDate(renewAfter)) return undefined;
  const dates = {
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(renewAfter === undefined ? {} : { renewAfter }),
  };
  return { id, credential: { value: unpacked(value), ...dates } };
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function isDate(value: unknown): value is number | undefined {
  return value === undefined || (typeof value === "number" && Number.isFinite(value) && value > 0 && value < 8.64e15);
}

function packed(value: unknown): unknown {
  if (value instanceof Secret) return { [secretMark]: value.reveal() };
  if (Array.isArray(value)) return value.map(packed);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, packed(item)] as const);
  const plain = Object.fromEntries(entries);
  return secretMark in plain || plainMark in plain ? { [plainMark]: plain } : plain;
}

function unpacked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unpacked);
  if (typeof value !== "object" || value === null) return value;
  const fields = value as Record<string, unknown>;
  if (typeof fields[secretMark] === "string") return new Secret(fields[secretMark]);
  const inner = plainMark in fields ? (fields[plainMark] as Record<string, unknown>) : fields;
  return Object.fromEntries(Object.entries(inner).map(([key, item]) => [key, unpacked(item)]));
}
