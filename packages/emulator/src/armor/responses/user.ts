import type { ArmorProfile } from "../options.js";
import type { KnownUser } from "../users/users.js";

const passwordLifetimeSeconds = 60 * 24 * 3600;

/** Writes a user, as in `/me`. */
export function userJson({ id, username }: KnownUser, profile: ArmorProfile): object {
  const names = { firstName: "Alex", lastName: "Example", links: { userId: id } };
  if (profile === "2018") return { type: "user", userName: username, ...names };
  const passwordExpiry = profile === "2026" ? { passwordExpiry: String(passwordLifetimeSeconds) } : {};
  return { type: "user", username, ...names, ...passwordExpiry };
}
