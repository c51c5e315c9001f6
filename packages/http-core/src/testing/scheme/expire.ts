import assert from "node:assert/strict";
import type { SchemeHarness } from "./harness/harness.js";

/** Makes the service reject the credentials so far. */
export function expireCredentials({ subject }: SchemeHarness): void {
  assert.ok(
    subject.expireCredentials !== undefined,
    "a scheme with a login needs expireCredentials() of its subject: let the service of `make` forget its tokens",
  );
  subject.expireCredentials();
}

/** How often the scheme logged in or renewed its credential. */
export function countReplacements({ watch }: SchemeHarness): number {
  return watch.logins + watch.renewals;
}
