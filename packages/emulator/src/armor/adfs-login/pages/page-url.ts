/** Writes a URL as AD FS does in its pages: absolute, and with the port even if it is the default one. */
export function pageUrl({ protocol, hostname, port, pathname, search }: URL): string {
  return `${protocol}//${hostname}:${port || (protocol === "https:" ? "443" : "80")}${pathname}${search}`;
}
