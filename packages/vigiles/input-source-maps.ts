import { existsSync, readFileSync } from "node:fs";
import type { Plugin } from "rolldown";

/** Reads the source maps of our other packages, so that the bundle's own maps lead to their TypeScript as well. */
export function inputSourceMaps(): Plugin {
  return {
    name: "input-source-maps",
    load: {
      filter: { id: /\/dist\/.*\.js$/ },
      handler(id) {
        const mapFile = `${id}.map`;
        if (id.includes("/node_modules/") || !existsSync(mapFile)) return null;
        return { code: readFileSync(id, "utf8"), map: readFileSync(mapFile, "utf8") };
      },
    },
  };
}
