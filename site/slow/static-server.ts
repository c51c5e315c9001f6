import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";

const types: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

/** A server of files on loopback. */
export interface StaticServer extends AsyncDisposable {
  /** Without a slash at the end. */
  readonly url: string;
}

/** Serves a built site as a host for static pages does: `/recipes` is `recipes.html`, and `/api/` is `api/index.html`. */
export async function serveFolder(folder: string): Promise<StaticServer> {
  const server = createServer(async (request, response) => {
    const file = fileOf(new URL(request.url ?? "/", "http://localhost").pathname);
    try {
      const content = await readFile(join(folder, file));
      response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" }).end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The file that has the content of an address. */
export function fileOf(path: string): string {
  const decoded = decodeURIComponent(path);
  if (decoded.endsWith("/")) return `${decoded}index.html`;
  return extname(decoded) in types ? decoded : `${decoded}.html`;
}
