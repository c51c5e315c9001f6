import { LinuxLinkError } from "../../src/index.js";

/** The error of this package that a call ends in; anything else is not caught. */
export function refusal(act: () => unknown): LinuxLinkError {
  try {
    act();
  } catch (error) {
    if (error instanceof LinuxLinkError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}
