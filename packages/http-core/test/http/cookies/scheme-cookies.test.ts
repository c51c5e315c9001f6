import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeSchemeCookies, nameOfCookie } from "../../../src/http/cookies/scheme-cookies.js";

describe("cookies of a scheme", () => {
  it.each([
    ["are added to those of the session", "a=1", "a=1; sid=2", "a=1; sid=2", ["sid"]],
    ["may stand first", "a=1", "sid=2; a=1", "a=1; sid=2", ["sid"]],
    ["leave those of the session where the header was set anew", "a=1; b=2", "sid=3", "a=1; b=2; sid=3", ["sid"]],
    ["replace those of the same name", "sid=old; a=1", "sid=old; a=1; sid=new", "a=1; sid=new", ["sid"]],
    ["replace those of the same name that were left out", "sid=old; a=1", "sid=new", "a=1; sid=new", ["sid"]],
    ["replace an equal one", "sid=1", "sid=1; sid=1", "sid=1", ["sid"]],
    ["may be several", "a=1", "a=1; sid=2; csrf=3", "a=1; sid=2; csrf=3", ["sid", "csrf"]],
    ["may be all", "", "sid=1", "sid=1", ["sid"]],
    ["may have an empty value, and = in it", "", "sid=; t=a=b", "sid=; t=a=b", ["sid", "t"]],
    ["may have no name", "a=1", "a=1; bare", "a=1; bare", [""]],
    ["are none where cookies were only removed", "a=1; b=2", "a=1", "a=1", []],
    ["are none where the header was removed", "a=1", "", "", []],
    ["are compared by exact names", "SID=1", "SID=1; sid=2", "SID=1; sid=2", ["sid"]],
    ["may have white space around", "a=1", " sid=2 ;  a=1;", "a=1; sid=2", ["sid"]],
  ] as const)("%s", (_, before, after, header, names) => {
    expect(mergeSchemeCookies(before, after)).toEqual({ header, names: new Set(names) });
  });

  it("never share a name with the others", () => {
    const cookie = fc.stringMatching(/^[ab]=[01]$/);
    const header = fc.array(cookie, { maxLength: 4 }).map((pairs) => pairs.join("; "));
    const law = fc.property(header, header, (before, after) => {
      const merged = mergeSchemeCookies(before, after);
      const scheme = merged.header.split("; ").filter((pair) => merged.names.has(nameOfCookie(pair)));
      const kept = merged.header.split("; ").filter((pair) => pair !== "" && !scheme.includes(pair));
      const own = after.split("; ");
      expect(scheme.every((pair) => own.includes(pair))).toBe(true);
      expect(kept.every((pair) => before.split("; ").includes(pair))).toBe(true);
    });
    fc.assert(law);
  });
});

describe("the name of a cookie", () => {
  it.each([
    ["sid=1", "sid"],
    ["sid=1; Path=/; HttpOnly", "sid"],
    [" sid = 1", "sid"],
    ["sid=a=b", "sid"],
    ["bare", ""],
    ["bare; a=1", ""],
    ["", ""],
  ])("of %j is %j", (line, name) => {
    expect(nameOfCookie(line)).toBe(name);
  });
});
