import { mask } from "./scrub.js";

/** Protocols whose name may be shown. Any other text before a colon may be a user name. */
const protocol = /^\s*(?:(?:https?|wss?|ftp|socks[45]?[ah]?):)?[/\\]*/i;

/**
 * Masks user name and password of a URL. In a malformed URL a password may hold any character, so everything up to the
 * last `@` is masked.
 *
 * @param url - may be malformed
 */
export function hideUserinfo(url: string): string {
  const at = userinfoEnd(url);
  if (at < 0) return url;
  const front = protocol.exec(url)?.[0] ?? "";
  return `${front}${mask}${url.slice(at)}`;
}

/** The position of the `@` behind user name and password; negative if there are none. */
function userinfoEnd(url: string): number {
  const last = url.lastIndexOf("@");
  if (last < 0) return last;
  const parsed = URL.parse(url);
  if (parsed === null) return isRelative(url) ? -1 : last;
  // `user:password@host` is a URL whose protocol is `user:`.
  if (!/^[/\\]/.test(parsed.pathname)) return last;
  if (parsed.username === "" && parsed.password === "") return -1;
  const front = protocol.exec(url)?.[0].length ?? 0;
  const authority = url.slice(front).search(/[/\\?#]/);
  return url.lastIndexOf("@", authority < 0 ? url.length : front + authority);
}

/** A path may hold `@`. What begins with two slashes names a host. */
function isRelative(url: string): boolean {
  return /^(?:[/\\](?![/\\])|[?#.]|[^:/\\?#]+(?:[/\\?#]|$))/.test(url);
}
