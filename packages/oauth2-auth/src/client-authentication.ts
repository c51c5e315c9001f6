import { ClientSecretBasic, ClientSecretJwt, ClientSecretPost, None, type ClientAuth } from "oauth4webapi";
import type { Settings } from "./check-options.js";

/** How a client proves itself, as oauth4webapi takes it. */
export function clientAuthentication({ clientAuth, clientSecret }: Settings): ClientAuth {
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
