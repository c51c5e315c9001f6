import type { MemberPath } from "../util/parse-yaml.js";
import { checkInside } from "./check-inside.js";
import { expandVariables, ValueError } from "./ci-variables.js";

/** Members that are paths. They are read or written, so they must lie below the folder. */
const paths: ReadonlySet<unknown> = new Set(["ignore-file", "vex", "baseline", "outputs"]);

/** The content of a project file, after it was checked against the schema. */
export type Members = Readonly<Record<string, unknown>>;

/** A value that can't be used. The message follows the name of the member. */
export class MemberError extends Error {
  /** The member. */
  readonly path: MemberPath;

  constructor(path: MemberPath, message: string) {
    super(message);
    this.path = path;
  }
}

/** Where a project file is, and what its variables mean. */
export interface Surroundings {
  /** Folder of the file. */
  readonly folder: string;
  /** Environment variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Replaces the variables in every text of a project file, and checks the paths that result.
 *
 * @param members - of the file
 * @param surroundings - of the file
 * @throws MemberError
 */
export function expandMembers(members: Members, surroundings: Surroundings): Members {
  const expand = (value: unknown, path: MemberPath): unknown => {
    if (Array.isArray(value)) return value.map((item: unknown, at) => expand(item, [...path, at]));
    if (typeof value === "string") return expandText(value, path, surroundings);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, expand(item, [...path, name])]));
  };
  return expand(members, []) as Members;
}

function expandText(value: string, path: MemberPath, { folder, env }: Surroundings): string {
  try {
    const text = expandVariables(value, env);
    if (text.trim() === "") throw new ValueError("must not be empty; remove it or fill it in");
    if (/\p{Cc}/u.test(text)) throw new ValueError("must not contain control characters");
    if (paths.has(path[0])) checkInside(folder, text);
    return text;
  } catch (error) {
    throw error instanceof ValueError ? new MemberError(path, error.message) : error;
  }
}
