import type { CommandContext } from "./command-context.js";

/**
 * Deletes things one after the other, up to the first failure.
 *
 * @param context - of the command
 * @param given - what is deleted, as the user named it
 * @param tokens - of the same things, in the same order
 * @param remove - deletes one
 * @returns the response, or a list of them if there is more than one token
 * @throws what `remove` throws, after a warning that says what was deleted before
 */
export async function deleteEach(
  { logger, globals }: CommandContext,
  given: readonly string[],
  tokens: readonly string[],
  remove: (token: string) => Promise<unknown>,
): Promise<unknown> {
  const responses: unknown[] = [];
  const deleted: string[] = [];
  for (const [token, name] of new Map(tokens.map((one, at) => [one, given[at] ?? one]))) {
    try {
      responses.push(await remove(token));
      deleted.push(name);
    } catch (error) {
      if (deleted.length > 0 && !globals.dryRun) logger.warn(`deleted before the failure: ${deleted.join(", ")}`);
      throw error;
    }
  }
  return responses.length === 1 ? responses[0] : responses;
}
