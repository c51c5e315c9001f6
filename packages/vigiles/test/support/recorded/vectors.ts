import { readFileSync } from "node:fs";

/** A command line of the original client, and what it sent. */
export interface Vector {
  readonly name: string;
  readonly argv: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  readonly dash: object;
  readonly requests: readonly {
    readonly method: string;
    readonly path: string;
    readonly params: readonly (readonly [string, string])[];
    readonly content_type: string | null;
  }[];
  readonly exit: number;
}

/** Reads a recording: of the groups edition (`vigiles`) or the products edition (`linuxlink`). */
export function vectors(name: "vigiles-cli-requests" | "linuxlink-cli-requests"): Vector[] {
  return JSON.parse(readFileSync(new URL(`../../vectors/${name}.json`, import.meta.url), "utf8")) as Vector[];
}
