/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads an environment variable. A line end after the value is removed: files of variables that were written on Windows
 * leave a carriage return there.
 *
 * @param env - environment variables
 * @param name - of the variable
 * @returns undefined if the variable is unset or empty
 */
export function readVariable(env: Environment, name: string): string | undefined {
  const value = Object.hasOwn(env, name) ? env[name] : undefined;
  return value?.replace(/\r?\n?$/, "") || undefined;
}
