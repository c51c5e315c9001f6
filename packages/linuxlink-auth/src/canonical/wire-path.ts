import { LinuxLinkError } from "../errors.js";

/** All except unreserved characters, sub-delimiters, `:`, `@`, `/` and valid escapes (RFC 3986 section 3.3). */
const mustEscape = /%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9._~!$&'()*+,;=:@/%-]/gu;
/** A path that passes every check and needs no escape: it has no dot, no percent sign and no special character. */
const plainPath = /^[A-Za-z0-9_~!$&'()*+,;=:@/-]*$/;
const dotSegment = /(^|\/)(\.|%2e){1,2}(\/|$)/i;

/**
 * Percent-encodes a resource for the URL. The message contains the resource unchanged.
 *
 * @param resource - a path that begins with `/`, without query and fragment
 * @returns the path as it is sent
 * @throws LinuxLinkError `RESOURCE_INVALID` if a server would read another path than the signed one
 */
export function wirePath(resource: string): string {
  if (typeof resource !== "string" || !resource.startsWith("/")) refuse("must be a path that begins with /");
  if (plainPath.test(resource)) return resource;
  if (!resource.isWellFormed()) refuse("contains half of a surrogate pair");
  if (/[?#]/.test(resource)) {
    refuse("contains ? or #, which end a path; pass parameters as params, or escape the character as %3F or %23");
  }
  if (dotSegment.test(resource)) refuse("contains a segment . or .., which leads to another path than the signed one");
  return resource.replace(mustEscape, encodeURIComponent);
}

function refuse(why: string): never {
  throw new LinuxLinkError("RESOURCE_INVALID", `The resource ${why}`);
}
