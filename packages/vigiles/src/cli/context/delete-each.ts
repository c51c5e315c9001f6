import type { CommandContext } from "./command-context.js";

/**
 * Deletes things one after the other, up to the first failure.
 *
 * @param context - of the command
 * @param tokens - of what is deleted
 * @param remove - deletes one
 * @returns the response, or a list of them if there is more than one token
 * @throws what `remove` throws, after a warning that says what was deleted before
 */
export async function deleteEach(
  { logger, globals }: CommandContext,
  tokens: readonly string[],
  remove: (token: string) => Promise<unknown>,
): Promise<unknown> {
  const responses: unknown[] = [];
  for (const token of new Set(tokens)) {
    try {
      responses.push(await remove(token));
    } catch (error) {
      const deleted = tokens.slice(0, responses.length);
      if (deleted.length > 0 && !globals.dryRun) logger.warn(`deleted before the failure: ${deleted.join(", ")}`);
      throw error;
    }
  }
  return responses.length === 1 ? responses[0] : responses;
}
