import { checkCredentials } from "../users/check-credentials.js";
import type { KnownUser } from "../users/users.js";
import { showError, showLogin, showLoginError } from "./page-response.js";
import { goOn } from "./next-page.js";
import { serviceClientId } from "./oauth-request.js";
import type { Visit } from "./adfs-context.js";

const incorrect = "Incorrect user ID or password. Type the correct user ID and password, and try again.";

/** The first form: name and password. */
export async function signIn(visit: Visit, form: URLSearchParams): Promise<Response> {
  if (form.get("AuthMethod") !== "FormsAuthentication") return showLogin(visit);
  const username = form.get("UserName") ?? "";
  const user = findUser(visit, username, form.get("Password") ?? "");
  if (user === undefined) return showLoginError(visit, incorrect, username);
  switch (user.v2Outcome) {
    case "wrong-password":
    case "locked":
      return showLoginError(visit, incorrect, username, user);
    case "password-expired":
      return showLoginError(visit, "Your password has expired. Update it before you sign in.", username, user);
    case "server-error":
      return showError(visit, "MSIS7012: An error occurred while processing the request.", user, 500);
    default:
      return goOn(visit, { user, isComplete: needsNoMfa(visit, user), tokenTimesMs: [] });
  }
}

/** A name without `@` or backslash can't be right; a locked account is not told from a wrong password. */
function findUser({ state }: Visit, username: string, password: string): KnownUser | undefined {
  return /[@\\]/.test(username) ? checkCredentials(state, username, password) : undefined;
}

function needsNoMfa({ request }: Visit, { v2Outcome }: KnownUser): boolean {
  return v2Outcome === "no-mfa" || request.clientId === serviceClientId;
}
