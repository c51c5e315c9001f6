import { defineConfig, mergeConfig } from "vitest/config";
import { base } from "../../vitest.base.js";

// The authorization server of the tests advises on the console how to run it in earnest.
export default mergeConfig(base, defineConfig({ test: { silent: "passed-only" } }));
