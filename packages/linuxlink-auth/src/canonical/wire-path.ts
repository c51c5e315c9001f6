import { LinuxLinkError } from "../errors.js";

/** All but unreserved characters, sub-delimiters, `:`, `@`, `/` and valid escapes (RFC 3986 section 3.3). */
const escaped = /%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9._~!$&'()*+,;=:@/%-]/gu;
/** What none of the checks minds: no dot, no percent sign, nothing to be escaped. */
const plainPath = /^[A-Za-z0-9_~!$&'()*+,;=:@/-]*$/;
const dotSegment = /(^|\/)(\.|%2e){1,2}(\/|$)/i;

/**
 * A resource as it goes over the wire. The message has it as given.
 *
 * @param resource - a path that begins with `/`
 * @throws LinuxLinkError `RESOURCE_INVALID` where what is sent would not be what was signed
 */
export function wirePath(resource: string): string {
  if (typeof resource !== "string" || !resource.startsWith("/")) refuse("must be a path that begins with /");
  if (plainPath.test(resource)) return resource;
  if (!resource.isWellFormed()) refuse("has half of a surrogate pair");
  if (/[?#]/.test(resource))
    refuse("has ? or #, which end a path; give parameters as params, or escape it as %3F or %23");
  if (dotSegment.test(resource)) refuse("has a segment . or .., which would reach another path than the signed one");
  return resource.replace(escaped, encodeURIComponent);
}

function refuse(why: string): never {
  throw new LinuxLinkError("RESOURCE_INVALID", `The resource ${why}`);
}
