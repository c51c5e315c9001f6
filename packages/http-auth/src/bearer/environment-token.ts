import { AuthenticationError } from "@org/http-core";
import { checkText } from "@org/http-core/authoring";
import type { TokenProvider } from "./types.js";

/**
 * Creates a provider that reads an environment variable. It is read for the first request, and again when a server
 * refuses the token.
 *
 * @param name - of the variable
 * @throws InputError `OPTION_INVALID` if the name is empty
 */
export function environmentToken(name: string): TokenProvider {
  checkText("name", name);
  return () => {
    const value = process.env[name]?.trim();
    if (value !== undefined && value !== "") return value;
    throw new AuthenticationError(
      "transient",
      `The environment variable ${name} is not set; it should contain the token`,
    );
  };
}
