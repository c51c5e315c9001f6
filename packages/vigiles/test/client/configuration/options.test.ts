import { describe, expect, it } from "vitest";
import { createVigiles, type VigilesOptions } from "../../../src/index.js";

describe("the options of a client", () => {
  it("are refused if one does not exist, with the nearest name", async () => {
    const misspelt = { dashboardConfigpath: "x" } as VigilesOptions;
    expect(() => createVigiles(misspelt)).toThrow(
      'Unknown Vigiles option "dashboardConfigpath"; did you mean "dashboardConfigPath"?',
    );
    await using vigiles = createVigiles();
    await expect(vigiles.configure(misspelt)).rejects.toMatchObject({ code: "OPTION_UNKNOWN" });
    await expect(vigiles.configure([] as VigilesOptions)).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });
});
