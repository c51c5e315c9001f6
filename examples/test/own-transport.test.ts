import { testTransport } from "@org/http-core/testing";
import { describe, it } from "vitest";
import { plainTransport } from "../own-transport.js";

testTransport({
  name: "plainTransport",
  runner: { describe, it, skip: it.skip },
  make: () => plainTransport(),
  cannot: ["trust"],
  maxCheckMs: 60_000,
});
