import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import * as core from "../src/index.js";
import { isHttpCoreError, isHttpError } from "../src/index.js";
import { memoryTransport } from "../src/testing/index.js";

const baseUrl = "https://api.example.com/v1";

describe("the package", () => {
  it("knows the errors of another copy of itself", async () => {
    const folder = mkdtempSync(join(resolve(import.meta.dirname, ".."), "reports-copy-"));
    try {
      cpSync(resolve(import.meta.dirname, "../dist"), join(folder, "dist"), { recursive: true });
      symlinkSync(resolve(import.meta.dirname, "../node_modules"), join(folder, "node_modules"));
      const copy = (await import(join(folder, "dist/index.js"))) as typeof core;
      const error = await copy
        .createSession({ baseUrl, transport: memoryTransport(() => 500) as never, retry: false })
        .get("/")
        .catch((reason: unknown) => reason);
      expect(error).not.toBeInstanceOf(core.HttpError);
      expect([isHttpError(error), isHttpCoreError(error)]).toEqual([true, true]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe("an error's name", () => {
  it("is stated by its class, so that guards survive minifying", () => {
    const Minified = class a extends core.HttpError {};
    Object.defineProperty(Minified, "kind", { value: "MineError" });
    const error = new Minified("m", { status: 400 });
    class Unnamed extends core.HttpError {}
    expect([
      new Unnamed("m", { status: 400 }).name,
      isHttpError(new Unnamed("m", { status: 400 })),
      isHttpError(null),
    ]).toEqual(["Unnamed", true, false]);
    expect([error.name, isHttpError(error), new core.InputError("URL_INVALID", "m").name]).toEqual([
      "MineError",
      true,
      "InputError",
    ]);
  });
});
