import { describe, expect, it } from "vitest";
import { vigiles } from "../support/command.js";
import { expectedSignature } from "../support/expected-signature.js";
import { loopback } from "../support/loopback.js";
import { plainService } from "../support/plain-service.js";
import { vectors, type Vector } from "../support/vectors.js";
import { account, workspace } from "../support/workspace.js";

/** Where we differ on purpose: the original asked nothing and exited 0. */
interface Difference {
  readonly why: string;
  readonly exit?: number;
  readonly requests?: Vector["requests"];
}

const missingGroup: Difference = { why: "an error is not a success", exit: 6 };

const differences: Readonly<Record<string, Difference>> = {
  "groups manifest-delete": { why: "nothing is deleted without --confirm", exit: 2, requests: [] },
  "groups group-info-bare": missingGroup,
  "groups group-settings-info-bare": missingGroup,
  "products product-info-bare": missingGroup,
};

describe.each([
  ["groups", vectors("vigiles-cli-requests")],
  ["products", vectors("linuxlink-cli-requests")],
] as const)("command lines of the %s edition", (edition, rows) => {
  it.each(rows.map((row) => [row.name, row] as const))("%s sends what the original sent", async (name, row) => {
    await using server = await loopback(plainService);
    using files = workspace();
    for (const [file, content] of Object.entries(row.files)) files.write(file, content);
    const places = {
      "{KEY}": files.keyFile({ key: account.key }),
      "{URL}": server.url,
      "{DIR}": files.folder,
      "{DASH}": files.write("dashboard_config", row.dash),
    };
    const argv = row.argv.map((word) => word.replace(/\{[A-Z]+\}/, (place) => places[place as keyof typeof places]));
    const run = await vigiles(argv, { env: { VIGILES_EDITION: edition } });
    const difference = differences[`${edition} ${name}`];
    expect(run).toMatchObject({ exit: difference?.exit ?? row.exit });
    const expected = (difference?.requests ?? row.requests).map(
      ({ method, path, params, content_type: contentType }) => ({
        method,
        path,
        params,
        contentType,
      }),
    );
    expect(server.requests).toMatchObject(expected);
    expect(server.requests).toHaveLength(expected.length);
    for (const request of server.requests) expect(request.signature).toBe(expectedSignature(request));
  });
});
