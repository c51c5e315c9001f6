import { getCookie } from "hono/cookie";
import type { ArmorContext } from "../http/context.js";

const maxValueLength = 2000;

/** Returns the `Set-Cookie` values of a session: `MSISAuth`, and `MSISAuth1` and so on for what exceeds 2,000 characters. */
export function sessionCookies(value: string, url: URL): string[] {
  const parts = value.match(new RegExp(`.{1,${maxValueLength}}`, "g")) ?? [];
  return parts.map((part, index) => cookie(`MSISAuth${index === 0 ? "" : index}`, part, url));
}

/** Reads the session's value from its cookies; empty if there are none. */
export function readSessionCookie(c: ArmorContext): string {
  const cookies = getCookie(c);
  const parts = [];
  for (let part = cookies["MSISAuth"]; part !== undefined; part = cookies[`MSISAuth${parts.length}`]) parts.push(part);
  return parts.join("");
}

/**
 * Returns the `Set-Cookie` values of the last page.
 *
 * @param tokenCount - the number of tokens that the session got within the window of the loop detection
 */
export function finalCookies(nowMs: number, tokenCount: number, url: URL): string[] {
  const time = new Date(nowMs).toISOString();
  return [
    cookie("MSISAuthenticated", base64(time), url),
    cookie("MSISLoopDetectionCookie", base64(`${time}\\${tokenCount}`), url),
    cookie("MSISSignOut", base64(`https://${url.hostname}/adfs`), url),
  ];
}

/** Writes a session cookie. Over HTTP it can be neither `Secure` nor `SameSite=None`. */
function cookie(name: string, value: string, { protocol }: URL): string {
  return `${name}=${value}; Path=/adfs; HttpOnly${protocol === "https:" ? "; Secure; SameSite=None" : ""}`;
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
