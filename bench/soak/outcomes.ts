import { isHttpCoreError } from "@org/http-core";

/** How each call ended, in a byte each: a list of names would grow with the run that it watches. */
export interface Outcomes {
  readonly names: readonly string[];
  /** The place of its name, by id; 255 where a call has not ended. */
  readonly ends: Uint8Array;
}

/** The name of a call that ended in a whole answer. */
export const succeeded = "ok";
const notEnded = 255;

/** Notes how calls end. */
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

/** What an error is counted under: its code, and what it says about the request. Anything untyped stands out. */
export function nameOf(error: unknown): string {
  if (!isHttpCoreError(error)) return `untyped: ${error instanceof Error ? error.name : typeof error}`;
  const { code, status, outcome } = error;
  if (code === "HTTP_STATUS") return `${code} ${status}`;
  return outcome === undefined ? code : `${code}, ${outcome}`;
}
