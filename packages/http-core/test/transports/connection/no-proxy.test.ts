import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bypassesProxy } from "../../../src/transports/connection/no-proxy.js";

const listed: readonly (readonly [url: string, list: string])[] = [
  ["https://[2001:db8::1]/", "2001:db8::1"],
  ["https://[2001:db8::1]/", "2001:DB8::1"],
  ["https://[2001:db8::1]/", "[2001:db8::1]"],
  ["https://[2001:db8::1]/", "2001:0db8:0000:0000:0000:0000:0000:0001"],
  ["https://[2001:db8::1]/", "2001:db8:0:0::1"],
  ["https://[2001:db8::1]:8443/", "[2001:db8::1]:8443"],
  ["https://[2001:db8::1]:8443/", "[2001:0db8:0::1]:8443"],
  ["https://[2001:db8::1:8443]/", "2001:db8::1:8443"],
  ["https://[2001:db8::1]/", "2001:db8::/32"],
  ["https://[2001:db8::1]/", "2001:0DB8:0::/32"],
  ["https://[2001:db8::1]/", "[2001:db8::]/32"],
  ["https://[fe80::1]/", "fe80::1%eth0"],
  ["https://10.1.2.3/", "::ffff:10.1.2.3"],
  ["https://10.1.2.3/", "::ffff:a01:203"],
  ["https://10.1.2.3/", "[::FFFF:10.1.2.3]"],
  ["https://10.1.2.3/", "::ffff:10.0.0.0/104"],
  ["https://[::ffff:10.1.2.3]/", "10.1.2.3"],
  ["https://a.example/", "A.EXAMPLE."],
  ["https://xn--mller-kva.example/", "müller.example"],
  ["https://müller.example/", "MÜLLER.example"],
  ["https://a.example/", "b.example,,  a.example"],
  ["https://[fd00::1]/", "fd00::/8"],
];

const notListed: readonly (readonly [url: string, list: string])[] = [
  ["https://[2001:db8::1]/", "2001:db8::2"],
  ["https://[2001:db8::1]/", "[2001:db8::1]:8443"],
  // A whole address, not one with a port.
  ["https://[2001:db8::1]:8443/", "2001:db8::1:8443"],
  ["https://[2001:db9::1]/", "2001:db8::/32"],
  ["https://[2001:db8::1]/", "2001:db8::/129"],
  ["https://[2001:db8::1]/", "2001:db8::/x"],
  ["https://10.1.2.3/", "::ffff:10.0.0.0/64"],
  // The end of an address is no domain.
  ["https://10.1.2.3/", "2.3"],
  ["https://10.1.2.3/", ".3"],
  ["https://10.0.0.1/", "fd00::/8"],
  ["https://10.0.0.1/", "10.0.0.0/33"],
  ["https://10.0.0.1/", "10.0.0.0/x"],
  ["https://10.0.0.1/", "name/8"],
  ["https://a.example/", ""],
  ["https://a.example/", "a.example/8"],
  ["https://müller.example/", "müller.example/8"],
  ["https://a.example/", "[not an address]"],
];

describe("NO_PROXY", () => {
  it.each(listed)("holds %s in %j", (url, list) => {
    expect(bypassesProxy(new URL(url), list)).toBe(true);
  });

  it.each(notListed)("does not hold %s in %j", (url, list) => {
    expect(bypassesProxy(new URL(url), list)).toBe(false);
  });

  it("holds every IPv6 address in its long spelling and in its short one", () => {
    fc.assert(
      fc.property(fc.ipV6(), fc.ipV6(), (address, other) => {
        const { hostname } = new URL(`https://[${address}]/`);
        expect(bypassesProxy(new URL(`https://${hostname}/`), address)).toBe(true);
        if (new URL(`https://[${other}]/`).hostname !== hostname && hostname !== "[::1]") {
          expect(bypassesProxy(new URL(`https://${hostname}/`), `[${other}]:444`)).toBe(false);
        }
      }),
    );
  });
});
