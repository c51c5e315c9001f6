import { ClientSecretBasic, ClientSecretJwt, ClientSecretPost, None, type ClientAuth } from "oauth4webapi";
import type { Settings } from "../check-options.js";

/** Returns oauth4webapi's function that adds the client's proof to a request. */
export function authenticateClient({ clientAuth, clientSecret }: Settings): ClientAuth {
  if (clientSecret === undefined || clientAuth === "none") return None();
  switch (clientAuth) {
    case "basic":
      return ClientSecretBasic(clientSecret.reveal());
    case "post":
      return ClientSecretPost(clientSecret.reveal());
    case "jwt":
      return ClientSecretJwt(clientSecret.reveal());
  }
}
