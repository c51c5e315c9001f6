/** The URL as AD FS writes its own: absolute, with the port even where it is the usual one. */
export function pageUrl({ protocol, hostname, port, pathname, search }: URL): string {
  return `${protocol}//${hostname}:${port || (protocol === "https:" ? "443" : "80")}${pathname}${search}`;
}
