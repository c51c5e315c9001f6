import { headersOf } from "../http/message.js";
import type { HttpResponse } from "../http/response.js";

/** Schemes whose proof belongs to a connection and can't be part of a request (RFC 4559 section 6). */
const connectionSchemes: ReadonlySet<string> = new Set(["ntlm", "negotiate", "kerberos"]);

/**
 * Explains a 401 of a server that wants a proof which no scheme can give.
 *
 * @param response - with any status
 * @returns the end of a message; empty for any other response
 */
export function connectionProofHint(response: HttpResponse): string {
  const offered = response.status === 401 ? challengeSchemes(headersOf(response).get("www-authenticate") ?? "") : [];
  if (offered.length === 0 || !offered.every((name) => connectionSchemes.has(name))) return "";
  const names = [...new Set(offered)].map((name) => (name === "ntlm" ? "NTLM" : upperFirst(name)));
  return `; the server offers only ${names.join(" and ")}, which authenticates a connection and not a request; sessions do not support this: use a transport of your own that does`;
}

/**
 * Returns the names of the authentication schemes in a `WWW-Authenticate` header (RFC 9110 section 11.6.1), in lower case.
 *
 * @param header - may hold several challenges, each with parameters
 */
export function challengeSchemes(header: string): readonly string[] {
  // Without quoted texts, a comma always ends a parameter or a challenge.
  const items = header.replace(/"(?:[^"\\]|\\.)*"/g, "quoted").split(",");
  return items.flatMap((item) => {
    const text = item.trim();
    const [name] = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+/.exec(text) ?? [];
    // A parameter has its equals sign right after its name; a scheme is followed by a space or nothing.
    if (name === undefined || text.slice(name.length).trimStart().startsWith("=")) return [];
    return [name.toLowerCase()];
  });
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
