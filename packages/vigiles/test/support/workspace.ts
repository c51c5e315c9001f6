import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The account of the recorded requests. */
export const account = { email: "user+ci@example.com", key: "canary-key-4f9d2c7b1e" };

/** A folder of a test's own, which is deleted at its end. */
export interface Workspace extends Disposable {
  readonly folder: string;
  path(name: string): string;
  write(name: string, content: string | Uint8Array | object, mode?: number): string;
  /** A key file for the account. */
  keyFile(more?: object): string;
}

export function workspace(): Workspace {
  const folder = mkdtempSync(join(tmpdir(), "vigiles-test-"));
  const path = (name: string): string => join(folder, name);
  const write: Workspace["write"] = (name, content, mode = 0o600) => {
    const raw = typeof content === "string" || content instanceof Uint8Array;
    writeFileSync(path(name), raw ? content : JSON.stringify(content), { mode });
    return path(name);
  };
  return {
    folder,
    path,
    write,
    keyFile: (more = {}) => write("linuxlink_key", { email: account.email, organization_key: account.key, ...more }),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
