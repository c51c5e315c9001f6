import { checkBoolean, isRecord, readOptions, refuseOption } from "@org/http-core/authoring";
import { listing, type Listing } from "../api/listing.js";
import { operationRows, type OperationRow, type OptionKind } from "./option-kinds.js";

/** Options that every operation takes. The session checks the first three. */
const commonNames = ["signal", "onUploadProgress", "onDownloadProgress", "allowUnknown"];

/** Operations that return a list at once, which is requested when it is read. */
const listings = new Set([
  "manifests.list",
  "folders.list",
  "groups.list",
  "groups.listArchived",
  "groups.activityLog",
  "products.list",
]);

/** The names of the options that an operation takes. */
export function optionNamesOf(operation: string): readonly string[] {
  return [...Object.keys(operationRows[operation]?.kinds ?? {}), ...commonNames];
}

/**
 * Makes operations that check names and types of their options before they do anything. A call with a wrong option is
 * rejected with InputError `OPTION_UNKNOWN` or `OPTION_INVALID`.
 *
 * @param operations - functions, in objects by subject
 * @param subject - names what the operations belong to, for example `groups.`. Default: nothing
 */
export function checkOperations<T extends object>(operations: T, subject: string = ""): T {
  const checked = Object.entries(operations).map(([name, member]: [string, unknown]) => {
    const place = subject + name;
    if (typeof member === "function") return [name, checkedOperation(place, member as Operation)];
    return [name, isRecord(member) ? checkOperations(member, `${place}.`) : member];
  });
  return Object.fromEntries(checked) as T;
}

type Operation = (...args: unknown[]) => unknown;

function checkedOperation(place: string, operation: Operation): Operation {
  const row = operationRows[place];
  if (row === undefined) throw new TypeError(`Internal error: operationRows has no entry for the operation ${place}`);
  if (!listings.has(place)) {
    return async (...args) => {
      return operation(...checkArguments(place, row, args));
    };
  }
  return (...args) =>
    listing(async () => {
      return (operation(...checkArguments(place, row, args)) as Listing<unknown>).all();
    });
}

/**
 * Returns the arguments, with the own members of their options. There are options also where none were given: the operation
 * names those that it needs.
 */
function checkArguments(place: string, { position, kinds }: OperationRow, args: readonly unknown[]): unknown[] {
  const given = args[position] === undefined ? {} : args[position];
  const options = readOptions(given as Record<string, unknown>, optionNamesOf(place), place);
  const all: Readonly<Record<string, OptionKind>> = { ...kinds, allowUnknown: "flag" };
  for (const [name, kind] of Object.entries(all)) checkKind(name, kind, options[name]);
  const before = Array.from({ length: position }, (_, index) => args[index]);
  return [...before, options, ...args.slice(position + 1)];
}

function checkKind(name: string, kind: OptionKind, value: unknown): void {
  if (value === undefined || kind === "checked") return;
  if (kind === "flag") checkBoolean(name, value);
  if (kind === "text" && typeof value !== "string") refuseOption(name, "text");
  if (kind === "callback" && typeof value !== "function") refuseOption(name, "a function");
}
