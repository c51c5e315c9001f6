import { mkdirSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { runServer } from "verdaccio";

/** A registry on loopback for this project's packages. All other packages come from the npm client's usual registry. */
export interface Registry extends AsyncDisposable {
  readonly url: string;
  /** The content of a `.npmrc` that makes npm and pnpm install from it and publish to it. */
  readonly npmrc: string;
}

/**
 * Starts an empty registry.
 *
 * @param folder - receives its files
 */
export async function startRegistry(folder: string): Promise<Registry> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "config.yaml");
  writeFileSync(file, JSON.stringify(configuration));
  const app = (await runServer(file)) as Server;
  await new Promise<void>((resolve, reject) => {
    app.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  const { port } = app.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/`;
  return {
    url,
    npmrc: `@org:registry=${url}\n//127.0.0.1:${port}/:_authToken=anybody\n`,
    async [Symbol.asyncDispose](): Promise<void> {
      app.closeAllConnections();
      await new Promise((resolve) => app.close(resolve));
    },
  };
}

const configuration = {
  storage: "./storage",
  auth: { htpasswd: { file: "./htpasswd", max_users: -1 } },
  uplinks: {},
  packages: { "@org/*": { access: "$all", publish: "$all", unpublish: "$all" } },
  web: { enable: false },
  max_body_size: "50mb",
  log: { type: "stdout", format: "json", level: "fatal" },
};
