import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MfaPrompt } from "../../src/index.js";
import { errorPage, finalPage, loginPage, mfaPage, page } from "../support/adfs-pages.js";
import { password } from "../support/credentials.js";
import { V2Service } from "../support/v2-service.js";

const context = "ctx/Canary+7Qm2xV9tLk4Z==";
/** Enough of a secret to be recognised. */
const shortestPart = 5;

/** Ways to write a secret into a page so that cutting the page's text would leave a part of it. */
const placings: readonly (readonly [string, (secret: string) => string])[] = [
  ["as it is", (secret) => `bad ${secret} end`],
  ["across the end of a message", (secret) => `${"x".repeat(300 - shortestPart)}${secret}`],
  ["behind much space", (secret) => `bad${" \n".repeat(600)}${secret}`],
  ["behind invisible characters", (secret) => `bad${"\u200b".repeat(600)}${secret}`],
  ["in character references", (secret) => [...secret].map((unit) => `&#${unit.charCodeAt(0)};`).join("")],
  ["in parts", (secret) => [...secret].map((unit) => `<b>${unit}</b>`).join("")],
];

const pages: readonly (readonly [string, (text: string) => string])[] = [
  ["the login page", (text) => loginPage(text)],
  ["an error page", (text) => errorPage(text)],
  ["an opening message", (text) => page("Error", `<p id="openingMessage">${text}</p>`)],
  ["a title", (text) => page(text.replace(/<\/?b>/g, ""), "")],
  ["an OAuth error", (text) => finalPage([["error", text.replace(/<\/?b>/g, "")]])],
];

describe("a page that quotes", () => {
  let service: V2Service;
  beforeEach(async () => void (service = await V2Service.start()));
  afterEach(() => service.stop());

  describe.each(placings)("a secret %s", (_, place) => {
    it.each(pages)("shows no part of the password in the error for %s", async (_name, make) => {
      service.afterPassword = () => ({ body: make(place(password)) });
      const { message } = (await service.failure()) as Error;
      expect(message).not.toContain(password.slice(0, shortestPart));
      expect(message.length).toBeLessThan(450);
    });

    it.each(pages)("shows no part of the prompt's context in the error for %s", async (_name, make) => {
      service.afterPassword = () => ({ body: mfaPage(context) });
      service.afterMfa = () => ({ body: make(place(context)) });
      expect(((await service.failure()) as Error).message).not.toContain(context.slice(0, shortestPart));
    });

    it("shows no part of password and context in a prompt", async () => {
      const prompts: MfaPrompt[] = [];
      const instructions = `<p id="instructions">${place(password)}</p>`;
      const greeting = `<p id="validEntropyNumber">${place(context)}</p>`;
      service.afterPassword = () => ({ body: instructions + greeting + mfaPage(context) });
      await service.api({ onMfa: (prompt) => void prompts.push(prompt) });
      expect(prompts).toHaveLength(1);
      const shown = JSON.stringify(prompts);
      for (const secret of [password, context]) expect(shown).not.toContain(secret.slice(0, shortestPart));
    });
  });

  it("control characters shows none in a prompt", async () => {
    const prompts: MfaPrompt[] = [];
    const odd = "a&#27;[31m\u202e\u0007b";
    service.afterPassword = () => ({
      body: `<p id="instructions">${odd}</p>${mfaPage(context, { method: odd })}`,
    });
    await service.api({ onMfa: (prompt) => void prompts.push(prompt) });
    expect(prompts).toMatchObject([{ method: "a [31m b", instructions: "a [31m b" }]);
  });
});
