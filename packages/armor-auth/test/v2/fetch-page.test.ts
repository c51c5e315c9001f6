import { expect, it } from "vitest";
import { resolveOnOrigin } from "../../src/v2/fetch-page.js";

const pageUrl = "https://sts.example.com/adfs/oauth2/authorize?a=1";

it.each([
  ["", pageUrl],
  ["?b=2", "https://sts.example.com/adfs/oauth2/authorize?b=2"],
  ["/adfs/ls", "https://sts.example.com/adfs/ls"],
  ["https://sts.example.com:443/adfs/ls", "https://sts.example.com/adfs/ls"],
  ["//STS.example.com/adfs#form", "https://sts.example.com/adfs"],
])("resolves %j on the page's origin", (reference, expected) => {
  expect(resolveOnOrigin(pageUrl, reference)).toBe(expected);
});

it.each([
  "https://sts.example.com.evil.example/",
  "https://sts.example.com:8443/",
  "http://sts.example.com/",
  "//evil.example/",
  "\\\\evil.example\\",
  "/adfs\\ls",
  "https://user@sts.example.com/",
  "https://:secret@sts.example.com/",
  "https://exa mple.com/",
  "/ad\nfs",
  "data:text/html,x",
])("refuses %j", (reference) => {
  expect(resolveOnOrigin(pageUrl, reference)).toBeUndefined();
});
