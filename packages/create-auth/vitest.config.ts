import { defineConfig, mergeConfig } from "vitest/config";
import { base } from "../../vitest.base.js";

// The templates are packages as they stand: their own tests run here too.
export default mergeConfig(base, defineConfig({ test: { include: ["templates/*/test/**/*.test.ts"] } }));
