import { describe, expect, it } from "vitest";
import { checkSchema, createResponse } from "../../src/index.js";

const baseUrl = "https://api.example.com";

describe("a schema that does not fit", () => {
  const schema = (path?: readonly (PropertyKey | { key: PropertyKey })[]) =>
    ({
      "~standard": {
        version: 1,
        vendor: "test",
        validate: () => ({ issues: [{ message: "is wrong", ...(path === undefined ? {} : { path }) }] }),
      },
    }) as const;
  const response = createResponse({ status: 200, url: baseUrl, headers: new Headers(), body: Buffer.from("{}") });

  it.each([
    [undefined, "(top): is wrong"],
    [["list", 0, { key: "name" }], "list.0.name: is wrong"],
  ])("is told with the place %j", async (path, words) => {
    await expect(response.json(schema(path))).rejects.toMatchObject({
      code: "BODY_SCHEMA",
      message: expect.stringContaining(words) as string,
    });
  });

  it.each([
    [undefined, "items.7: is wrong"],
    [["name"], "items.7.name: is wrong"],
  ])("is told with the place of the value and %j", async (path, words) => {
    await expect(checkSchema(schema(path), {}, ["items", 7])).rejects.toThrow(words);
  });
});
