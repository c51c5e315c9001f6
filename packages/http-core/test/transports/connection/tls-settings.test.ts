import { getCACertificates } from "node:tls";
import { describe, expect, it } from "vitest";
import { tlsSettings } from "../../../src/transports/connection/tls-settings.js";

describe("the option ca", () => {
  it("adds one authority or several to the default ones", () => {
    const usual = getCACertificates("default");
    expect(tlsSettings({ ca: "one" }).ca).toEqual([...usual, "one"]);
    expect(tlsSettings({ ca: ["one", "two"] }).ca).toEqual([...usual, "one", "two"]);
    expect(tlsSettings({}).ca).toBeUndefined();
  });
});
