import type { Command } from "commander";
import type { CommandContext } from "../context/command-context.js";
import { examples } from "../help/examples.js";
import { withTokens } from "../names/with-tokens.js";
import type { Runner } from "../run-command.js";

/** Sets up `product`. In the groups edition a product is a group, and these commands are those of groups. */
export function setUpProduct(product: Command, run: Runner): void {
  product.addHelpText("after", examples("vigiles product list"));
  product
    .command("list")
    .description("list products")
    .addHelpText("after", examples("vigiles product list"))
    .action(
      run(async (context) => {
        const { client, control } = context;
        return (await hasProducts(context)) ? client.products.list(control).all() : client.groups.list(control).all();
      }),
    );
  product
    .command("create <product-name>")
    .description("create a product")
    .option("-d, --description <text>", "description of the product")
    .addHelpText("after", examples('vigiles product create gateway -d "at the door"'))
    .action(
      run(async (context, name: string, { description }: { description?: string }) => {
        const { client, control } = context;
        const options = { description, ...control };
        if (await hasProducts(context)) return client.products.create(name, options);
        return client.groups.create(name, { ...options, topLevel: true });
      }),
    );
  product
    .command("info")
    .description("show a product (default: the dashboard config's)")
    .option("-p, --product-token <token>", "show this product")
    .addHelpText("after", examples("vigiles product info -p PRODUCT"))
    .action(
      run(async (context, flags: { productToken?: string }) => {
        const { client, control } = context;
        return withTokens(context, { productToken: flags.productToken }, async ({ productToken }) => {
          if (await hasProducts(context)) return client.products.info(productToken, control);
          return client.groups.info({ groupToken: productToken, ...control });
        });
      }),
    );
}

async function hasProducts({ client }: CommandContext): Promise<boolean> {
  return (await client.edition()) === "products";
}
