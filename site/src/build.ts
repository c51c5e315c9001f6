// Builds the site into `.vitepress/dist`.
import { join } from "node:path";
import { build } from "vitepress";
import { gatherPages } from "./gather.ts";

await gatherPages();
await build(join(import.meta.dirname, ".."));
