import type { Lockout } from "./lockout.js";
import type { KnownUser, Users } from "./users.js";

/**
 * Checks a name and password, and keeps count: one directory stands behind both login flows.
 *
 * @returns undefined for a wrong password, an unknown name, and a locked account, whatever its password
 */
export function checkCredentials(
  { users, lockout }: { readonly users: Users; readonly lockout: Lockout },
  username: string,
  password: string,
): KnownUser | undefined {
  const user = users.find(username);
  if (lockout.isLocked(username)) return undefined;
  if (user === undefined || user.password !== password) {
    lockout.fail(username);
    return undefined;
  }
  lockout.reset(username);
  return user;
}
