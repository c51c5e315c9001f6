import { BodyError } from "../errors.js";

/** A schema of zod, valibot, arktype or another library with the Standard Schema interface, version 1. */
export interface StandardSchema<Output = unknown> {
  /** The interface that all these libraries share. */
  readonly "~standard": {
    /** Version of the interface. */
    readonly version: 1;
    /** Name of the library. */
    readonly vendor: string;
    /** Checks a value; returns the value that the schema makes of it, or the issues. */
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
    /** Types only: a schema has no such member when it runs. */
    readonly types?:
      | {
          /** Type of the values that are checked. */
          readonly input: unknown;
          /** Type of the values that the check returns. */
          readonly output: Output;
        }
      | undefined;
  };
}

/** The type of the values that a schema accepts. */
export type InferOutput<S extends StandardSchema> = NonNullable<S["~standard"]["types"]>["output"];

type PathPart = PropertyKey | { readonly key: PropertyKey };

interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly PathPart[] | undefined;
}

type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

/**
 * Checks a value of a response by a schema.
 *
 * @param schema - of any library with the Standard Schema interface
 * @param value - parsed JSON
 * @param place - where the value is in the response, for the message; default: it is the whole response
 * @returns the value as the schema returns it
 * @throws BodyError `BODY_SCHEMA` with the first five places that don't fit
 */
export async function checkSchema<S extends StandardSchema>(
  schema: S,
  value: unknown,
  place: readonly PropertyKey[] = [],
): Promise<InferOutput<S>> {
  const result = await schema["~standard"].validate(value);
  if (result.issues === undefined) return result.value as InferOutput<S>;
  const places = result.issues
    .slice(0, 5)
    .map((issue) => `${formatPath([...place, ...(issue.path ?? [])])}: ${issue.message}`);
  throw new BodyError("BODY_SCHEMA", `The response does not match the schema: ${places.join("; ")}`);
}

function formatPath(path: readonly PathPart[]): string {
  const parts = path.map((part) => String(typeof part === "object" ? part.key : part));
  return parts.length === 0 ? "(top)" : parts.join(".");
}
