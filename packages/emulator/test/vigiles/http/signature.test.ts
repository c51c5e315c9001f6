import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { verifySignature } from "../../../src/vigiles/http/signature.js";
import { message, sign } from "../support/sign.js";
import type { Pairs } from "../support/sign.js";

const email = ["email", "user@example.com"] as const;

/** Requests that the original client signed with the key `secret-key`, and what it sent along. */
const published: readonly [name: string, method: string, path: string, params: Pairs, signature: string][] = [
  ["a heartbeat", "POST", "/api/v1/vigiles/heartbeat", [], "RSpxy5b8ns7ZFv25dJJvAtJN8pYdr5lTsLJWlnRppoM="],
  ["the old heartbeat", "POST", "/api/v1/heartbeat", [], "HC5iDYJtLW23jvIAp4UyyeBPJ2Ij/ZAY4PncI3hUqLU="],
  ["no parameters", "GET", "/api/v1/vigiles/about", [], "fu8yIsI1j+PNZKIxu4kwAHt8JbyKZ8XWn+4a/ndDmGI="],
  [
    "a list",
    "GET",
    "/api/v1/vigiles/cves/CVE-2021-44228",
    [
      ["fields", "references"],
      ["fields", "assigner"],
      ["fields", "Zed"],
    ],
    "R8F3ZTTl3auUvYevkoV4M82QV91NVkhQZ4JeEf4XzKg=",
  ],
  [
    "reserved characters and an emoji",
    "GET",
    "/api/v1/vigiles/cves",
    [
      ["product", "a b+c&d=e%41/é~*😀"],
      ["version", ""],
      ["ids_only", "False"],
    ],
    "J25KpIfx6OdW4Rn31r/2cLAD/JIUbRVkwDowkBfk3p8=",
  ],
  [
    "a list in a form",
    "POST",
    "/api/v1/vigiles/manifests/bulk-options/move",
    [
      ["sbom_tokens", "tokB"],
      ["sbom_tokens", "tokA"],
      ["copy", "False"],
      ["include_history", "False"],
      ["target_folder_token", "F"],
    ],
    "yN3HMlMUMnbQTA6E95WbXqhlFe8sOoiy9z+3dpTWdYM=",
  ],
  [
    "a list with blanks",
    "PATCH",
    "/api/v1/vigiles/groups/G/settings",
    [
      ["vuln_identifiers", "PURL"],
      ["vuln_identifiers", "CVE Product"],
      ["vuln_identifiers", "CPE"],
      ["vuln_strict_match", "on"],
    ],
    "/FCZgJ7anBT5B2+5wy+yOzceHhw7T05XHMZ/SPBxk3E=",
  ],
  [
    "an address in the path",
    "PUT",
    "/api/v1/vigiles/groups/G/members/a+b@example.com",
    [["new_role", "role x"]],
    "QEPGaFsEBONPTsggEa5h5sNs5/a4RD+f6NAttsYluyM=",
  ],
  [
    "none, a float and a boolean",
    "GET",
    "/x",
    [
      ["a", "None"],
      ["b", "1.0"],
      ["c", "True"],
    ],
    "xmmapPlLV29n7qcTpAdTAwwQ/UqaGOZZgIVCVyq01ag=",
  ],
  [
    "names beyond the basic plane",
    "GET",
    "/x",
    [
      ["\u{1F600}", "1"],
      ["\uFFEE", "2"],
    ],
    "9SOTDc1s+cgd4wG1O+vDx7GSPoPZy++vvckJTaX9c1s=",
  ],
  [
    "values beyond the basic plane",
    "GET",
    "/x",
    [
      ["k", "\u{1F600}"],
      ["k", "\uFFEE"],
      ["k", "a"],
      ["k", "B"],
    ],
    "RuuM7+Q4ptuMolZDVCCjcfcX8j3fgOBXqpCeOLD75ZA=",
  ],
  ["an encoded path", "GET", "/api/v1/vigiles/cves/CVE%201/%C3%A9", [], "Gxm2h0BUlrEqciTCUeds71KTZnE5baZCTHaTuQ/FfKI="],
  [
    "line ends",
    "POST",
    "/api/v1/vigiles/manifests",
    [
      ["manifest", '{\r\n "a": 1\n}'],
      ["upload_only", "True"],
    ],
    "oE4b2nnpkdbYETM56YinzJHRY2/H6BbivCbMDp5WicU=",
  ],
  ["an empty value", "GET", "/x", [["b", ""]], "oS3n1Aba0YP/P/w03qYVHXnMD3wD66egcX//2O1wnPs="],
];

describe("signatures of the original client", () => {
  test.each(published)("verifies %s, and no other signature", (_name, method, path, params, signature) => {
    const request = { method, path, pairs: [...params, email] };
    expect(verifySignature(request, "secret-key", signature)).toBe(true);
    expect(verifySignature(request, "Secret-key", signature)).toBe(false);
    expect(verifySignature({ ...request, method: "HEAD" }, "secret-key", signature)).toBe(false);
    expect(verifySignature({ ...request, pairs: params }, "secret-key", signature)).toBe(false);
    expect(verifySignature(request, "secret-key", signature.replace("=", ""))).toBe(false);
  });

  test("verifies an empty key", () => {
    const request = { method: "POST", path: "/api/v1/vigiles/heartbeat", pairs: [email] };
    expect(verifySignature(request, "", "NkLa0cljgyfPErv9BLyY0+qDjhOau1V2MHUKmuIityQ=")).toBe(true);
  });

  test("rejects a request without a parameter that was signed", () => {
    const pairs: Pairs = [["b", "1.0"], ["c", "True"], email];
    expect(
      verifySignature(
        { method: "POST", path: "/x", pairs },
        "secret-key",
        "7EYlUMTtVrhJHnkiK2ZaMq97VwGZw1iX8N5Sn78mReM=",
      ),
    ).toBe(false);
  });
});

/** A row of the signing vectors: what the original client signed and what it sent. */
interface SigningRow {
  readonly name: string;
  readonly key: string;
  readonly method: string;
  readonly expect: { readonly signature: string; readonly wire_url: string; readonly wire_body: string | null };
}

const signing = JSON.parse(
  readFileSync(new URL("../../vectors/linuxlink-signing.json", import.meta.url), "utf8"),
) as SigningRow[];

describe("the sent form of every signing vector verifies", () => {
  test.each(signing)("$name", ({ key, method, expect: { signature, wire_url, wire_body } }) => {
    const [url = "", query = ""] = wire_url.split("?");
    const path = url.slice(url.indexOf("/api/"));
    const pairs = [...new URLSearchParams(wire_body ?? query)];
    expect(verifySignature({ method, path, pairs }, key.trim(), signature)).toBe(true);
    expect(verifySignature({ method, path: `${path}x`, pairs }, key.trim(), signature)).toBe(false);
  });
});

test("verifies all signed requests, whatever the order of their parameters", () => {
  const point = fc.oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }));
  const text = fc.string({ unit: point.map((one) => String.fromCodePoint(one)), minLength: 1 });
  const pairs = fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(pairs, fc.string(), (params, key) => {
      const signature = sign(key, message("GET", "/p", params));
      expect(verifySignature({ method: "GET", path: "/p", pairs: params.toReversed() }, key, signature)).toBe(true);
    }),
  );
});

test("verifies a list of numbers in numeric and in code point order", () => {
  const pairs: Pairs = [
    ["n", "10"],
    ["n", "9"],
  ];
  const request = { method: "GET", path: "/p", pairs };
  expect(verifySignature(request, "k", sign("k", "GET/pn=10&n=9"))).toBe(true);
  expect(verifySignature(request, "k", sign("k", "GET/pn=9&n=10"))).toBe(true);
});
