import type { Lockout } from "./lockout.js";
import type { KnownUser, Users } from "./users.js";

/**
 * Checks a name and password, and counts failures. Both logins share the users and the counts.
 *
 * @returns undefined for a wrong password or an unknown name, and for a locked account even with the right password
 */
export function checkCredentials(
  { users, lockout }: { readonly users: Users; readonly lockout: Lockout },
  username: string,
  password: string,
): KnownUser | undefined {
  const user = users.find(username);
  if (lockout.isLocked(username)) return undefined;
  if (user === undefined || user.password !== password) {
    lockout.addFailure(username);
    return undefined;
  }
  lockout.reset(username);
  return user;
}
