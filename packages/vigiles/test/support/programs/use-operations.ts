import { isHttpCoreError } from "@org/http-core";
import { isRecord } from "@org/http-core/authoring";
import { undiciTransport } from "@org/http-core/undici";
import { createVigiles, isVigilesError, type VigilesOptions } from "@org/vigiles";

type Operation = (...args: unknown[]) => unknown;

/** What the operations need. */
export interface Input {
  readonly url: string;
  readonly keyFile: string;
  readonly dashboardConfig: string;
  readonly overUndici: boolean;
  /** The operations, and the arguments that are necessary. */
  readonly calls: readonly { readonly place: string; readonly args: readonly unknown[] }[];
}

/** Of each way to use a response, one operation. */
const sent = ["heartbeat", "about", "manifests.list", "manifests.upload", "reports.download", "reports.downloadStream"];

/** Runs every operation with the arguments that are necessary, some for real, and returns requests and results. */
export async function run({ url, keyFile, dashboardConfig, overUndici, calls }: Input): Promise<unknown> {
  const undici = overUndici ? undiciTransport() : undefined;
  const sending = undici === undefined ? {} : { transport: undici };
  const account = { keyFilePath: keyFile, url, edition: "groups", dryRun: true, ...sending } as const;
  const sentCalls = calls.filter(({ place }) => sent.includes(place));
  const results = [
    await callAll(account, calls),
    await callAll({ ...account, dashboardConfigPath: dashboardConfig }, calls),
    await callAll({ email: "user@example.com", key: "key", url, ...sending }, sentCalls),
  ];
  await undici?.close?.();
  return results;
}

async function callAll(options: VigilesOptions, calls: Input["calls"]): Promise<unknown> {
  await using client = createVigiles(options);
  const results: unknown[] = [];
  for (const { place, args } of calls) results.push([place, await outcome(operationOf(client, place), args)]);
  return [results, client.currentConfig, [client.groupToken, client.productToken, client.folderToken]];
}

function operationOf(client: object, place: string): Operation {
  const names = place.split(".");
  return names.reduce<unknown>((subject, name) => Reflect.get(subject as object, name), client) as Operation;
}

async function outcome(operation: Operation, args: readonly unknown[]): Promise<unknown> {
  try {
    const result = await operation(...args);
    return isRecord(result) && typeof result["all"] === "function" ? await (result["all"] as Operation)() : result;
  } catch (error) {
    return isHttpCoreError(error) || isVigilesError(error) ? [error.code, error.message] : String(error);
  }
}
