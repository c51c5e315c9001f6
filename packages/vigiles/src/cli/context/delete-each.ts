import { isHttpError } from "@org/http-core";
import type { CommandContext } from "./command-context.js";

/** How things of a kind are found and deleted, each by its token. */
export interface Deletion {
  /** Fails if it does not exist. */
  readonly find: (token: string) => Promise<unknown>;
  /** Deletes it. */
  readonly remove: (token: string) => Promise<unknown>;
}

/**
 * Deletes things one after the other, up to the first failure. If there are several, it finds all of them before it deletes
 * the first one, so that a wrong token deletes nothing.
 *
 * @param context - of the command
 * @param given - what is deleted, as the user named it
 * @param tokens - of the same things, in the same order
 * @param deletion - finds and deletes one
 * @returns the response, or a list of them if there is more than one token
 * @throws what `deletion` throws, after a warning that says what was deleted before
 */
export async function deleteEach(
  { logger, globals }: CommandContext,
  given: readonly string[],
  tokens: readonly string[],
  { find, remove }: Deletion,
): Promise<unknown> {
  const unique = new Map(tokens.map((one, at) => [one, given[at] ?? one]));
  if (unique.size > 1 && !globals.dryRun) for (const token of unique.keys()) await requireFound(find(token));
  const responses: unknown[] = [];
  const deleted: string[] = [];
  for (const [token, name] of unique) {
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

/** Only a token that is unknown stops a deletion: an account may be allowed to delete what it can't read. */
async function requireFound(finding: Promise<unknown>): Promise<void> {
  try {
    await finding;
  } catch (error) {
    if (isHttpError(error) && error.status === 404) throw error;
  }
}
