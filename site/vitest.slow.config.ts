import { defineConfig, mergeConfig } from "vitest/config";
import { slow } from "../vitest.base.js";

export default mergeConfig(slow, defineConfig({}));
