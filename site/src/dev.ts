// Serves the site on this machine, and shows a document again when it is edited.
import { watch } from "node:fs";
import { join } from "node:path";
import { createServer } from "vitepress";
import { gatherDocuments, gatherPages } from "./gather.ts";
import { repository } from "./repository.ts";

await gatherPages();
const server = await createServer(join(import.meta.dirname, ".."));
await server.listen();
server.printUrls();
for (const folder of ["docs", "packages"]) {
  watch(join(repository, folder), { recursive: true }, (_event, file) => {
    if (file?.endsWith(".md") === true && !file.includes("node_modules")) void gatherDocuments();
  });
}
