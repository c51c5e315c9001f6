import { checkCredentials } from "../users/check-credentials.js";
import type { KnownUser } from "../users/users.js";
import type { AdfsContext } from "./adfs-context.js";
import { showNextPage } from "./next-page.js";
import { serviceClientId } from "./oauth-request.js";
import { showError, showLogin, showLoginError } from "./page-response.js";

const incorrect = "Incorrect user ID or password. Type the correct user ID and password, and try again.";

/** Handles the first form, with the name and password. */
export async function signIn(context: AdfsContext, form: URLSearchParams): Promise<Response> {
  if (form.get("AuthMethod") !== "FormsAuthentication") return showLogin(context);
  const username = form.get("UserName") ?? "";
  const user = findUser(context, username, form.get("Password") ?? "");
  if (user === undefined) return showLoginError(context, incorrect, username);
  switch (user.v2Outcome) {
    case "wrong-password":
    case "locked":
      return showLoginError(context, incorrect, username, user);
    case "password-expired":
      return showLoginError(context, "Your password has expired. Update it before you sign in.", username, user);
    case "server-error":
      return showError(context, "MSIS7012: An error occurred while processing the request.", user, 500);
    default:
      return showNextPage(context, { user, isComplete: needsNoMfa(context, user), tokenTimesMs: [] });
  }
}

/** Checks the credentials. A name needs an `@` or a backslash. A locked account looks like a wrong password. */
function findUser({ state }: AdfsContext, username: string, password: string): KnownUser | undefined {
  return /[@\\]/.test(username) ? checkCredentials(state, username, password) : undefined;
}

function needsNoMfa({ request }: AdfsContext, { v2Outcome }: KnownUser): boolean {
  return v2Outcome === "no-mfa" || request.clientId === serviceClientId;
}
