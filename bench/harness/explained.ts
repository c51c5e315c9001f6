import { misses, type Row } from "./part.ts";
import { profileOf } from "./profile.ts";

/** Adds a profile of the work to a row that misses its target. */
export async function explained(row: Row, work: () => Promise<unknown>): Promise<Row> {
  if (!misses(row)) return row;
  return { ...row, profile: await profileOf(async () => void (await work())) };
}
