import { inspect } from "node:util";

/** What a call failed with. */
export async function failure(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => new Error("the call succeeded"),
    (error: unknown) => error,
  );
}

/** Everything that a reader of a thing could see of it. */
export function texts(thing: unknown): string {
  const printed = [inspect(thing, { depth: Infinity, showHidden: true, getters: true }), String(JSON.stringify(thing))];
  if (thing instanceof Error) printed.push(String(thing.stack), texts(thing.cause ?? ""));
  return printed.join("\n");
}
