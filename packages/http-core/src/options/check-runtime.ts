import { HttpCoreError } from "../http-core-error.js";

/**
 * Refuses a runtime that is too old, by one line that says what is needed.
 *
 * @throws HttpCoreError `UNSUPPORTED`
 */
export function checkRuntime(): void {
  // Node has it since version 22. The package manager has warned of the versions between 22 and 22.19.
  if ("withResolvers" in Promise) return;
  throw new HttpCoreError(
    "UNSUPPORTED",
    `@org/http-core needs Node 22.19 or later; this is Node ${process.versions.node}`,
  );
}
