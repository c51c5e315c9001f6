import { BodyError } from "../errors.js";

/** The part of the Standard Schema interface (version 1) that is used; zod, valibot, arktype and others have it. */
export interface StandardSchema<Output = unknown> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
    readonly types?: { readonly input: unknown; readonly output: Output } | undefined;
  };
}

/** The type a schema yields. */
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
 * Checks a value by a schema.
 *
 * @throws BodyError `BODY_SCHEMA` with the places that don't fit
 */
export async function checkSchema(schema: StandardSchema, value: unknown): Promise<unknown> {
  const result = await schema["~standard"].validate(value);
  if (result.issues === undefined) return result.value;
  const places = result.issues.slice(0, 5).map((issue) => `${pathText(issue.path)}: ${issue.message}`);
  throw new BodyError("BODY_SCHEMA", `The answer does not fit the schema: ${places.join("; ")}`);
}

function pathText(path: readonly PathPart[] = []): string {
  const parts = path.map((part) => String(typeof part === "object" ? part.key : part));
  return parts.length === 0 ? "(top)" : parts.join(".");
}
