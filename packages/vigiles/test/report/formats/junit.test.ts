import { XMLParser, XMLValidator } from "fast-xml-parser";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Finding } from "../../../src/findings/finding.js";
import { junitOf } from "../../../src/report/formats/junit.js";
import { finding } from "../../support/findings.js";

const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "", parseAttributeValue: false });

function suiteOf(findings: readonly Finding[], title = "t"): Record<string, unknown> {
  const { testsuites } = parser.parse(junitOf({ title, date: "", unreadable: 0, findings })) as {
    testsuites: { testsuite: Record<string, unknown> };
  };
  return testsuites.testsuite;
}

describe("JUnit XML", () => {
  it("has one test that passes where there are no findings", () => {
    const testcase = { name: "no findings", classname: "t" };
    expect(suiteOf([])).toMatchObject({ tests: "1", failures: "0", skipped: "0", testcase });
  });

  it("writes control characters as escapes, and markup as text", () => {
    const { testcase } = suiteOf([
      finding({ package: "a\u001b[31m\u0000", id: '<x y="1">&]]>', status: "one\ntwo\r" }),
    ]);
    expect(testcase).toMatchObject({
      classname: "a\\u001b[31m\\u0000 1",
      name: '<x y="1">&]]>',
      failure: { message: "high, CVSS 7.5: one two" },
    });
  });

  it("is well-formed and free of what XML can't hold, whatever the findings hold", () => {
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("\ud800", "\ufffe", "-->", "]]>", "\u0085"));
    fc.assert(
      fc.property(text, text, text, text, (name, id, status, title) => {
        const xml = junitOf({ title, date: "", unreadable: 0, findings: [finding({ package: name, id, status })] });
        expect(XMLValidator.validate(xml)).toBe(true);
        expect(xml).not.toMatch(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u);
      }),
    );
  });

  it.each(["true", "false", "null", "undefined", "0", ""])("keeps the value of an attribute that is %j", (text) => {
    const xml = junitOf({
      title: text,
      date: "",
      unreadable: 0,
      findings: [finding({ package: text, version: "", id: text, status: text })],
    });
    expect(XMLValidator.validate(xml, { allowBooleanAttributes: false })).toBe(true);
    const { name, testcase } = suiteOf([finding({ package: text, version: "", id: text })], text);
    const shown = text === "" ? "unnamed" : text;
    expect([name, testcase]).toMatchObject([shown, { name: shown, classname: shown }]);
  });

  it("has each finding once, and its counts agree with that", () => {
    const fixed = finding({ id: "CVE-2", status: "Fixed" });
    const suite = suiteOf([finding({}), finding({}), fixed, fixed, finding({ version: "2" })]);
    expect(suite).toMatchObject({ tests: "3", failures: "2", skipped: "1" });
  });

  it.each(["https://evil.example", "see http://evil.example/x", "www.evil.example", "\u202ehttps://evil.example"])(
    "has no web address of the service: %s",
    (text) => {
      const xml = junitOf({
        title: text,
        date: "",
        unreadable: 0,
        findings: [finding({ package: text, id: text, status: text, version: text })],
      });
      expect(xml).not.toMatch(/:\/\/|www\.|\p{Cf}/u);
    },
  );
});
