import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAuthParams, parseChallenges } from "../../../src/authoring/index.js";

type Row = readonly [scheme: string, params?: Readonly<Record<string, string>>];

function parse(field: string | null): readonly Row[] {
  return parseChallenges(field).map(({ scheme, params }) => [scheme, Object.fromEntries(params)]);
}

describe("parseChallenges", () => {
  const cases: readonly (readonly [string, string | null, readonly Row[]])[] = [
    ["nothing", "", []],
    ["no header", null, []],
    ["a scheme alone", "Negotiate", [["negotiate", {}]]],
    ["one challenge", 'Basic realm="a b"', [["basic", { realm: "a b" }]]],
    [
      "the example of RFC 9110 section 11.6.1",
      'Basic realm="simple", Newauth realm="apps", type=1, title="Login to \\"apps\\""',
      [
        ["basic", { realm: "simple" }],
        ["newauth", { realm: "apps", type: "1", title: 'Login to "apps"' }],
      ],
    ],
    [
      "data without a name between two challenges",
      'Negotiate YIIab+/==, NTLM, Digest nonce="n"',
      [
        ["negotiate", {}],
        ["ntlm", {}],
        ["digest", { nonce: "n" }],
      ],
    ],
    ["spaces around equals signs", 'Digest realm = "a" ,\tnonce= n', [["digest", { realm: "a", nonce: "n" }]]],
    ["names in any case", "DIGEST Realm=A", [["digest", { realm: "A" }]]],
    ["empty elements", ', ,Digest realm="a",, ,nonce=n,', [["digest", { realm: "a", nonce: "n" }]]],
    [
      "commas and escapes in quotes",
      'Digest qop="auth,auth-int", realm="\\a\\\\,"',
      [["digest", { qop: "auth,auth-int", realm: "a\\," }]],
    ],
    [
      "values without the quotes they need",
      "Digest domain=/a, nonce=ab==",
      [["digest", { domain: "/a", nonce: "ab==" }]],
    ],
    ["an empty value", 'Digest realm="", opaque=, nonce=n', [["digest", { realm: "", opaque: "", nonce: "n" }]]],
    ["a parameter given twice", "Digest realm=a, realm=b, Basic realm=c", [["basic", { realm: "c" }]]],
    ["a quote that does not end", 'Basic realm=a, Digest realm="b', [["basic", { realm: "a" }]]],
    ["text after a value", 'Digest realm=a b, nonce=n, Basic realm="c"', [["basic", { realm: "c" }]]],
    ["text after a quoted value", 'Digest realm="a"b, Basic realm="c"', [["basic", { realm: "c" }]]],
    ["a parameter without a scheme", 'realm="a", Basic realm="c"', [["basic", { realm: "c" }]]],
    ["stray characters", '"", @, =x, Basic realm="c"', [["basic", { realm: "c" }]]],
    [
      "a broken part with a comma in quotes",
      'Digest realm=a "x, Basic y", Basic realm="c"',
      [["basic", { realm: "c" }]],
    ],
  ];
  it.each(cases)("reads %s", (_title, field, expected) => expect(parse(field)).toEqual(expected));

  const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
  const value = fc.string({ unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)) });
  const challenge = fc.tuple(name, fc.dictionary(name, value, { minKeys: 1, maxKeys: 4, noNullPrototype: true }));
  const quote = (text: string): string => `"${text.replace(/["\\]/g, "\\$&")}"`;

  it("reads back what was written, whatever the quoted values are", () => {
    const write = ([scheme, params]: Row): string =>
      `${scheme} ${Object.entries(params ?? {})
        .map(([key, text]) => `${key}=${quote(text)}`)
        .join(", ")}`;
    fc.assert(
      fc.property(fc.array(challenge, { maxLength: 4 }), (challenges) => {
        expect(parse(challenges.map(write).join(", "))).toEqual(challenges);
      }),
    );
  });

  it("ends for any text, and keeps a challenge that a comma separates from it", () => {
    const noise = fc.string({ unit: fc.constantFrom(...'aA=, \t"\\;/+@') }).filter((text) => !/["\\]/.test(text));
    fc.assert(
      fc.property(noise, (text) => {
        expect(parse(`${text}, zz realm="end"`).at(-1)).toEqual(["zz", { realm: "end" }]);
        expect(parse(`${text}"\\`)).toBeInstanceOf(Array);
      }),
    );
  });
});

describe("parseAuthParams", () => {
  it.each([
    ['nextnonce="a", qop=auth, rspauth="0f"', { nextnonce: "a", qop: "auth", rspauth: "0f" }],
    ["", {}],
    [null, {}],
    ["nextnonce=a nextnonce=b", {}],
    ["nextnonce=a, nextnonce=b, more x=1", {}],
  ])("reads %j", (field, expected) => expect(Object.fromEntries(parseAuthParams(field))).toEqual(expected));
});
