import { getCookie } from "hono/cookie";
import type { ArmorContext } from "../http/context.js";

const maxValueLength = 2000;

/** The cookies that carry a session: `MSISAuth`, and `MSISAuth1` for what exceeds its size. */
export function sessionCookies(value: string, url: URL): string[] {
  const parts = value.match(new RegExp(`.{1,${maxValueLength}}`, "g")) ?? [];
  return parts.map((part, index) => cookie(`MSISAuth${index === 0 ? "" : index}`, part, url));
}

/** Puts the session's value together again. */
export function readSessionCookie(c: ArmorContext): string {
  const cookies = getCookie(c);
  const parts = [];
  for (let part = cookies["MSISAuth"]; part !== undefined; part = cookies[`MSISAuth${parts.length}`]) parts.push(part);
  return parts.join("");
}

/**
 * The cookies of the last page.
 *
 * @param tokenCount - how many tokens the session got lately
 */
export function finalCookies(nowMs: number, tokenCount: number, url: URL): string[] {
  const time = new Date(nowMs).toISOString();
  return [
    cookie("MSISAuthenticated", base64(time), url),
    cookie("MSISLoopDetectionCookie", base64(`${time}\\${tokenCount}`), url),
    cookie("MSISSignOut", base64(`https://${url.hostname}/adfs`), url),
  ];
}

/** A session cookie; over plain HTTP it can't be `Secure`, nor `SameSite=None`. */
function cookie(name: string, value: string, { protocol }: URL): string {
  return `${name}=${value}; Path=/adfs; HttpOnly${protocol === "https:" ? "; Secure; SameSite=None" : ""}`;
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
