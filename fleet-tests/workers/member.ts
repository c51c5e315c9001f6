// One process of a fleet: sends requests on demand, and reports the results.
import { isHttpCoreError, isHttpError } from "@org/http-core";
import { member } from "../service/member.ts";
import { stores } from "../stores/by-name.ts";
import type { Job, Order, Outcome, Report } from "./job.ts";

const job = JSON.parse(process.argv[2] ?? "") as Job;
const { session, warnings } = member(stores[job.store].connect(job.storeUrl), job);

process.on("message", ({ id, requests }: Order) => {
  void carryOut(requests).then((outcomes) => tell({ id, outcomes, warnings }));
});
process.on("disconnect", () => process.exit());
tell({ ready: true });

async function carryOut(requests: number): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let i = 0; i < requests; i++) outcomes.push(await session.get("/x").then(({ status }) => status, outcomeOf));
  return outcomes;
}

function outcomeOf(error: unknown): Outcome {
  if (isHttpError(error)) return error.status ?? error.code;
  return isHttpCoreError(error) ? error.code : String(error);
}

function tell(report: Report): void {
  process.send?.(report);
}
