import { resolve } from "node:path";
import { Application, type ProjectReflection } from "typedoc";
import { beforeAll, describe, expect, it } from "vitest";
import { entryPoints, readApi } from "../src/api.ts";
import { undocumented } from "../src/undocumented.ts";

/** The functions and classes that programs begin with. */
const mostUsed = [
  "apiKeyAuth",
  "armorAuth",
  "basicAuth",
  "bearerAuth",
  "combineAuth",
  "createArmorApi",
  "createLinuxLink",
  "createSession",
  "createVigiles",
  "fileBody",
  "findingsOf",
  "isHttpError",
  "manualClock",
  "memoryPermits",
  "memoryTransport",
  "nodeTransport",
  "oauth2Auth",
  "paginate",
  "Secret",
  "startEmulator",
];

describe("the API of the packages", () => {
  let app: Application;
  let project: ProjectReflection;
  beforeAll(async () => void ({ app, project } = await readApi()));

  it("has a description for each entry, export, member and overload", () => {
    expect(undocumented(project)).toEqual([]);
  });

  it("has no broken link and no unknown parameter in its descriptions", () => {
    expect(app.logger.warningCount + app.logger.errorCount).toBe(0);
  });

  it.each(mostUsed)("shows an example of %s", (name) => {
    const found = project.children?.flatMap(({ children = [] }) => children).filter((each) => each.name === name) ?? [];
    const comments = found.flatMap((each) => [each.comment, ...(each.signatures ?? []).map(({ comment }) => comment)]);
    expect(comments.some((comment) => comment?.getTag("@example") !== undefined)).toBe(true);
  });

  it("is named as programs import it", () => {
    const names = project.children?.map(({ name }) => name) ?? [];
    const imported = entryPoints().map(({ name }) => name);
    expect(names.toSorted()).toEqual(imported.toSorted());
    expect(names).toContain("@org/http-core/testing");
  });
});

describe("a member without a description", () => {
  it("is found, whatever it is a member of", async () => {
    const app = await Application.bootstrap({
      entryPoints: [resolve(import.meta.dirname, "fixtures/undocumented.ts")],
      tsconfig: resolve(import.meta.dirname, "fixtures/tsconfig.json"),
      alwaysCreateEntryPointModule: true,
      logLevel: "None",
    });
    const project = await app.convert();
    if (project === undefined) throw new Error("TypeDoc could not read the fixture");
    expect(undocumented(project)).toEqual([
      "undocumented.Bare",
      "undocumented.Described.nested.__type.inner",
      "undocumented.Described.overloaded",
      "undocumented.Described.property",
      "undocumented.Thing.method",
      "undocumented.value",
    ]);
  });
});
