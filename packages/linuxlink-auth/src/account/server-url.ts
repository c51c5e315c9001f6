import { findServerUrlProblem } from "@org/http-core/authoring";
import { LinuxLinkError } from "../errors.js";

/** The last URL that was accepted, since callers of `signRequest` pass the same one again and again. */
let lastAccepted: { readonly text: unknown; readonly server: string } | undefined;

/**
 * Checks a server's URL: https, or http on loopback; no user name, query or fragment. Its path is sent before every
 * resource and never signed.
 *
 * @param text - for example `https://vigiles.lynx.com`
 * @param field - names the input in the error
 * @param place - says where the input is, for example ` of key file a.json`
 * @returns origin and path, without a slash at the end
 * @throws LinuxLinkError `SERVER_URL_INVALID`
 */
export function serverUrl(text: unknown, field: string, place: string = ""): string {
  if (lastAccepted !== undefined && lastAccepted.text === text) return lastAccepted.server;
  const { origin, pathname } = parseUrl(text, field + place, field);
  const server = origin + pathname.replace(/(?<!\/)\/+$/, "");
  lastAccepted = { text, server };
  return server;
}

function parseUrl(text: unknown, name: string, field: string): URL {
  const problem = typeof text === "string" ? findServerUrlProblem(text) : "text";
  if (typeof text === "string" && problem === undefined) return new URL(text);
  throw new LinuxLinkError("SERVER_URL_INVALID", `${name} must be ${problem}`, { field });
}
