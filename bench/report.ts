// Writes docs/performance.md and its charts from the recorded figures.
import { writeReport } from "./harness/write-report.ts";

writeReport();
