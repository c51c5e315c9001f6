import type { ServerResponse } from "node:http";
import { loopback, type Loopback, type WireRequest } from "./loopback.js";

/** How a file is served. */
export interface ServedFile {
  readonly content: Buffer;
  /** Headers of every response, for example `etag`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For each request in turn: after how many bytes its connection is closed; `undefined` for none. */
  readonly cutsAfter?: readonly (number | undefined)[];
  /** Resolves when the client has written that much of the file, so that a cut loses nothing of it. */
  readonly beforeCut?: (bytes: number) => Promise<void>;
  /** Responds in place of the file, for each request in turn; `undefined` for the file. */
  readonly instead?: readonly (((request: WireRequest, response: ServerResponse) => void) | undefined)[];
}

/** A server of one file, which can be changed. */
export interface FileServer extends Loopback {
  file: ServedFile;
  /** The ranges that were asked for, as `range | if-range`. */
  readonly ranges: readonly string[];
}

/** Serves a file with ranges, as RFC 9110 section 14 has them, and closes connections on demand. */
export async function serveFile(file: ServedFile): Promise<FileServer> {
  const server = await loopback((request, response) => {
    const at = server.requests.length - 1;
    const instead = served.file.instead?.[at];
    if (instead === undefined) respond(request, response, served.file, served.file.cutsAfter?.[at]);
    else instead(request, response);
  });
  const served = Object.assign(server, { file }) as Loopback & { file: ServedFile };
  Object.defineProperty(served, "ranges", {
    get: () => server.requests.map(({ headers }) => `${headers.range ?? ""} | ${String(headers["if-range"] ?? "")}`),
  });
  return served as FileServer;
}

function respond(
  { headers: asked }: WireRequest,
  response: ServerResponse,
  { content, headers = {}, beforeCut = async () => {} }: ServedFile,
  cutAfter: number | undefined,
): void {
  const current = [headers["etag"], headers["last-modified"]];
  const [, from] = /^bytes=(\d+)-$/.exec(asked.range ?? "") ?? [];
  const isCurrent = asked["if-range"] === undefined || current.includes(String(asked["if-range"]));
  const start = from === undefined || !isCurrent ? undefined : Number(from);
  if (start !== undefined && start >= content.length) {
    response.writeHead(416, { ...headers, "content-range": `bytes */${content.length}` }).end();
    return;
  }
  const part = content.subarray(start ?? 0);
  const range = { "content-range": `bytes ${start}-${content.length - 1}/${content.length}` };
  response.writeHead(start === undefined ? 200 : 206, {
    ...headers,
    ...(start === undefined ? {} : range),
    "content-length": part.length,
  });
  if (cutAfter === undefined || cutAfter >= part.length) response.end(part);
  else
    response.write(
      part.subarray(0, cutAfter),
      () => void beforeCut((start ?? 0) + cutAfter).then(() => response.destroy()),
    );
}
