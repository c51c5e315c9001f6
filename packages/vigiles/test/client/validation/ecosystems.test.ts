import { describe, expect, it } from "vitest";
import { ecosystems } from "../../../src/client/enums/ecosystems.js";
import { ecosystemsParam } from "../../../src/client/validation/ecosystems.js";

function listed(
  given: string | readonly string[] | undefined,
  allowUnknown = false,
): { list: string | undefined; warnings: string[] } {
  const warnings: string[] = [];
  return { list: ecosystemsParam(given, (message) => warnings.push(message), allowUnknown), warnings };
}

describe("a list of ecosystems", () => {
  it("knows 74 names, each once", () => {
    expect(ecosystems).toHaveLength(74);
    expect(new Set(ecosystems).size).toBe(74);
  });

  it.each(["all", "ALL", " All "])("means every one by %j", (word) => {
    expect(listed(word).list?.split(",")).toStrictEqual(ecosystems);
  });

  it("joins known names, from text or a list, without blanks and repeats", () => {
    expect(listed(" npm,Debian:12 ,npm").list).toBe("npm,Debian:12");
    expect(listed(["npm", "Debian:12"]).list).toBe("npm,Debian:12");
    expect(listed(undefined)).toStrictEqual({ list: undefined, warnings: [] });
  });

  it("leaves unknown names out with a warning that suggests the nearest", () => {
    const { list, warnings } = listed("npm,debian:12,Debian:1O,NoSuchThing");
    expect(list).toBe("npm");
    expect(warnings).toStrictEqual([
      'Unknown ecosystem "debian:12" is left out; did you mean "Debian:12"?',
      'Unknown ecosystem "Debian:1O" is left out; did you mean "Debian" or "Debian:10" or "Debian:11"?',
      'Unknown ecosystem "NoSuchThing" is left out',
    ]);
  });

  it("sends unknown names where it is told to, and refuses a list of none", () => {
    expect(listed("npm,Fresh", true)).toStrictEqual({ list: "npm,Fresh", warnings: [] });
    expect(() => listed("NoSuchThing")).toThrow(expect.objectContaining({ code: "VALUE_INVALID" }));
    expect(() => listed(" , ")).toThrow(expect.objectContaining({ code: "VALUE_INVALID" }));
  });
});
