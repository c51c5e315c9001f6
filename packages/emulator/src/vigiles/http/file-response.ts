import type { RenderedFile } from "../export/rendered-file.js";

/**
 * Creates the response with a file.
 *
 * @param name - the file name without its suffix; each run of special characters becomes an underscore
 */
export function createFileResponse({ bytes, contentType, suffix }: RenderedFile, name: string): Response {
  const fileName = `${name.replaceAll(/[^\w.-]+/g, "_")}${suffix}`;
  return new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: { "content-type": contentType, "content-disposition": `attachment; filename="${fileName}"` },
  });
}
