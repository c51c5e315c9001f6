import { expect, it } from "vitest";
import type { Store } from "../stores/store.ts";

/**
 * Adds a suite's last test: none of its secrets or names is in the store, in any form.
 *
 * @param store - the store of the suite
 * @param url - the store's address
 */
export function holdsNoSecret(store: Store, url: () => string): void {
  it("leave nothing in the store that a thief could read", async () => {
    const dump = await store.dump(url());
    const text = dump.toString("latin1");
    const decoded = (text.match(/[A-Za-z0-9+/]{40,}={0,2}/g) ?? []).map((part) =>
      Buffer.from(part, "base64").toString("latin1"),
    );
    expect(text).toContain("org-token-");
    expect(text).toContain("org-permit");
    for (const form of [text, ...decoded]) expect(form).not.toMatch(/canary|127\.0\.0\.1:/i);
    expect(text).not.toContain(Buffer.from("canary").toString("hex"));
  });
}
