import type { ArmorUser } from "../options.js";

/** Who can log in where the options name nobody. The password is for demonstrations and opens nothing. */
export const defaultArmorUser: ArmorUser & { readonly accounts: readonly [number, number] } = {
  username: "user@example.com",
  password: "Emulator-Demo-2021!",
  accounts: [4711, 815],
};
