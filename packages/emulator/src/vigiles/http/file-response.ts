import type { RenderedFile } from "../export/rendered-file.js";

/**
 * Answers with a file.
 *
 * @param name - without its suffix; characters that a header can't hold are replaced
 */
export function fileResponse({ bytes, contentType, suffix }: RenderedFile, name: string): Response {
  const fileName = `${name.replaceAll(/[^\w.-]+/g, "_")}${suffix}`;
  return new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: { "content-type": contentType, "content-disposition": `attachment; filename="${fileName}"` },
  });
}
