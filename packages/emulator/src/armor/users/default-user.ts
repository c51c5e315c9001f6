import type { ArmorUser } from "../options.js";

/** The user if the options name none. The password is test data. */
export const defaultArmorUser: ArmorUser & { readonly accounts: readonly [number, number] } = {
  username: "user@example.com",
  password: "Emulator-Demo-2021!",
  accounts: [4711, 815],
};
