import { isHttpCoreError } from "@org/http-core";

/** The outcome of each call, one byte each. A list of names would grow during the run and hide a leak. */
export interface Outcomes {
  readonly names: readonly string[];
  /** The index of the outcome's name, by id; 255 if a call has not ended. */
  readonly ends: Uint8Array;
}

/** The outcome of a call with a complete response. */
export const succeeded = "ok";
const notEnded = 255;

/** Records how calls end. */
export class OutcomeLog implements Outcomes {
  readonly names: string[] = [succeeded];
  readonly ends: Uint8Array;

  constructor(requests: number) {
    this.ends = new Uint8Array(requests).fill(notEnded);
  }

  note(id: number, name: string): void {
    const known = this.names.indexOf(name);
    this.ends[id] = known === -1 ? this.names.push(name) - 1 : known;
  }
}

/** The name of an outcome; `undefined` for a call that never ended. */
export function outcomeOf({ names, ends }: Outcomes, id: number): string | undefined {
  return names[ends[id] ?? notEnded];
}

/** Names an error's outcome by its code and what it says about the request. Untyped errors get their own name. */
export function nameOf(error: unknown): string {
  if (!isHttpCoreError(error)) return `untyped: ${error instanceof Error ? error.name : typeof error}`;
  const { code, status, outcome } = error;
  if (code === "HTTP_STATUS") return `${code} ${status}`;
  return outcome === undefined ? code : `${code}, ${outcome}`;
}
