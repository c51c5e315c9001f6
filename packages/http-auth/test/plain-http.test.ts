import { createSession } from "@org/http-core";
import { memoryTransport } from "@org/http-core/testing";
import { expect, it, onTestFinished } from "vitest";
import { basicAuth } from "../src/index.js";

it("sends a password over plain http only to a host that is written so, with one warning", async () => {
  const transport = memoryTransport(({ headers }) => ({ body: headers.get("authorization") ?? "none" }));
  const warnings: string[] = [];
  const ignore = (): void => {};
  const logger = { debug: ignore, info: ignore, warn: (text: string) => void warnings.push(text), error: ignore };
  const auth = basicAuth({
    username: "ada",
    password: "demo",
    origins: ["http://192.0.2.1", "https://api.example.com"],
  });
  const session = createSession({ auth, baseUrl: "http://192.0.2.1", transport, logger });
  onTestFinished(() => session.close());
  for (let call = 0; call < 2; call++) expect(await (await session.get("/things")).text()).toMatch(/^Basic /);
  expect(warnings).toEqual([expect.stringContaining("http://192.0.2.1")]);
  await expect(session.get("http://api.example.com/")).rejects.toMatchObject({ code: "URL_NOT_ALLOWED" });
});
