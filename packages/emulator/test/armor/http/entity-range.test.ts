import fc from "fast-check";
import { expect, test } from "vitest";
import type { ArmorOptions } from "../../../src/armor/options.js";
import { startService, user, type ArmorResponse } from "../support/service.js";
import { logIn } from "../support/v1-login.js";

const total = 15;

/** Logs in, and gives a function that asks for machines. */
async function start(options: ArmorOptions = {}): Promise<(headers: Record<string, string>) => Promise<ArmorResponse>> {
  const service = await startService(options);
  const own = { authorization: await logIn(service), "x-account-context": String(user.accounts[0]) };
  return (headers) => service.call("GET", "/vms", { headers: { ...own, ...headers } });
}

const ids = ({ json }: ArmorResponse): number[] => (json as { vmId: number }[]).map(({ vmId }) => vmId);
const numbers = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index + 1);

test.each([
  ["entities=0-10; max=10", 206, numbers(0, 9), `entities 0-9/${total}`],
  ["entities=0-9; max=10", 206, numbers(0, 9), `entities 0-9/${total}`],
  ["entities=10-20; max=10", 206, numbers(10, 14), `entities 10-14/${total}`],
  ["entities=3-3", 206, numbers(3, 3), `entities 3-3/${total}`],
  ["entities=0-4;max=2", 206, numbers(0, 1), `entities 0-1/${total}`],
  ["entities=0-14; max=15", 200, numbers(0, 14), undefined],
  ["entities=0-99; max=99", 200, numbers(0, 14), undefined],
  ["entities=14-99; max=10", 206, numbers(14, 14), `entities 14-14/${total}`],
  ["entities=9-3; max=10", 200, numbers(0, 14), undefined],
  ["entities=0-9; max=0", 200, numbers(0, 14), undefined],
  ["entities=-5", 200, numbers(0, 14), undefined],
  ["bytes=0-10", 200, numbers(0, 14), undefined],
])("responds to Range: %s with %d", async (range, status, expected, contentRange) => {
  const ask = await start();
  for (const name of ["Range", "X-Range"]) {
    const response = await ask({ [name]: range });
    expect(response.status).toBe(status);
    expect(ids(response)).toEqual(expected);
    expect(response.headers["content-range"]).toBe(contentRange);
  }
});

test.each([
  [416, `entities */${total}`],
  [200, undefined],
] as const)("responds to a start after the end with the configured %d", async (rangeBeyondEnd, contentRange) => {
  const ask = await start({ rangeBeyondEnd });
  const response = await ask({ range: "entities=15-25; max=10" });
  expect(response).toMatchObject({ status: rangeBeyondEnd, json: [] });
  expect(response.headers["content-range"]).toBe(contentRange);
});

test("returns every entry once, for any page size", async () => {
  const ask = await start({ rangeBeyondEnd: 200 });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 20 }), async (size) => {
      const seen: number[] = [];
      for (let page = ids(await ask({ range: `entities=0-${size - 1}; max=${size}` })); page.length > 0;) {
        seen.push(...page);
        page = ids(await ask({ range: `entities=${seen.length}-${seen.length + size - 1}; max=${size}` }));
      }
      expect(seen).toEqual(numbers(0, total - 1));
    }),
    { numRuns: 10 },
  );
});

test.each(["/accounts", "/users", "/locations", "/apps", "/apps/1/tiers"])("pages %s as well", async (path) => {
  const service = await startService();
  const own = { authorization: await logIn(service), "x-account-context": String(user.accounts[0]) };
  const response = await service.call("GET", path, { headers: { ...own, range: "entities=0-0; max=1" } });
  expect(response.status).toBe(206);
  expect(response.json).toHaveLength(1);
});
