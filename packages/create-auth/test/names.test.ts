import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { namesOf } from "../src/names.js";
import { renameTemplate } from "../src/contents/rename-template.js";

describe("names", () => {
  const forms = { kebab: "my-scheme", camel: "myScheme", pascal: "MyScheme", constant: "MY_SCHEME" };
  it.each([
    ["my-scheme", undefined, "my-scheme-auth"],
    ["my-scheme-auth", undefined, "my-scheme-auth"],
    ["my-scheme", "@org", "@org/my-scheme-auth"],
    ["@other/my-scheme", "@org", "@other/my-scheme-auth"],
  ])("of %s within %s", (text, scope, packageName) => {
    expect(namesOf(text, scope)).toEqual({ ...forms, folder: "my-scheme-auth", packageName });
  });

  it.each([
    "",
    "-auth",
    "My-Scheme",
    "my_scheme",
    "my scheme",
    "../evil",
    "a/b",
    "@org/",
    "1st",
    "a--b",
    "a-1",
    "a\n",
    "a".repeat(25),
  ])("are refused for %j", (text) => {
    expect(() => namesOf(text, "@org")).toThrow(expect.objectContaining({ code: "NAME_INVALID" }));
  });

  it("are identifiers and file names, whatever is accepted", () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/);
    const law = fc.property(fc.array(word, { minLength: 1, maxLength: 3 }), (words) => {
      fc.pre(words.at(-1) !== "auth");
      const { folder, camel, pascal, constant } = namesOf(words.join("-"), undefined);
      return (
        /^[a-z0-9-]+-auth$/.test(folder) &&
        /^[a-z]\w*$/.test(camel) &&
        /^[A-Z][A-Za-z0-9]*$/.test(pascal) &&
        /^[A-Z][A-Z0-9_]*$/.test(constant)
      );
    });
    expect(() => fc.assert(law)).not.toThrow();
  });
});

it("replace the name of the templates in every spelling", () => {
  const text = 'import { acmeAuth, AcmeError } from "@org/acme-auth"; // ACME_OPTION_INVALID, x-acme-key';
  expect(renameTemplate(text, namesOf("my-scheme", "@org"))).toBe(
    'import { mySchemeAuth, MySchemeError } from "@org/my-scheme-auth"; // MY_SCHEME_OPTION_INVALID, x-my-scheme-key',
  );
});

it.each(["my-scheme", "acme", "acme-log-in", "my-acme", "acme-acme"])("puts %s for each spelling once", (name) => {
  const names = namesOf(name, "@org");
  const text = "@org/acme-auth acme-auth acme acmeAuth AcmeError ACME_REFUSED";
  const { packageName, kebab, camel, pascal, constant } = names;
  expect(renameTemplate(text, names)).toBe(
    `${packageName} ${kebab}-auth ${kebab} ${camel}Auth ${pascal}Error ${constant}_REFUSED`,
  );
});
