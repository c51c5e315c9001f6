// Logs in to Armor through AD FS, which asks the user's device for a confirmation.
// The account comes from the environment: ARMOR_USERNAME and ARMOR_PASSWORD; ARMOR_URL and ARMOR_STS_URL only for a test server.
import { createArmorApi, isArmorLoginError, type ArmorApi } from "@org/armor-auth";
import { isAuthenticationError, Secret } from "@org/http-core";

const { ARMOR_USERNAME = "", ARMOR_PASSWORD = "", ARMOR_URL, ARMOR_STS_URL } = process.env;
const missing = ["ARMOR_USERNAME", "ARMOR_PASSWORD"].filter((name) => !process.env[name]);
if (missing.length > 0) throw new Error(`Set ${missing.join(" and ")} in the environment`);

let api: ArmorApi | undefined;
try {
  api = await createArmorApi({
    username: ARMOR_USERNAME,
    password: new Secret(ARMOR_PASSWORD),
    auth: 2,
    ...(ARMOR_URL === undefined ? {} : { baseUrl: ARMOR_URL }),
    ...(ARMOR_STS_URL === undefined ? {} : { stsUrl: ARMOR_STS_URL }),
    // Called before the prompt is sent. The user may have to choose a number on the device.
    onMfa: ({ method, instructions, number }) => console.error(instructions ?? `Confirm by ${method}`, number ?? ""),
    mfaTimeoutMs: 60_000,
  });
  for await (const vm of api.pages("/vms").items()) console.log(JSON.stringify(vm));
} catch (error) {
  if (!isAuthenticationError(error)) throw error;
  // "mfa-denied", "mfa-timeout", "wrong-password" and so on. A wrong password is not sent again, since that would lock the
  // account: another login in this process is AUTH_LATCHED, which has no reason. Its cause is the first error.
  console.error(isArmorLoginError(error) ? error.reason : error.code, error.message);
  process.exitCode = 1;
} finally {
  await api?.close();
}
