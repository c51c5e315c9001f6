import { findServerUrlFault } from "@org/http-core/authoring";
import { LinuxLinkError } from "../errors.js";

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
  const fault = findServerUrlFault(text);
  if (fault !== undefined) {
    throw new LinuxLinkError("SERVER_URL_INVALID", `${field}${place} must be ${fault}`, { field });
  }
  const { origin, pathname } = new URL(String(text));
  return origin + pathname.replace(/\/+$/, "");
}
