import { VigilesError } from "../../errors.js";
import type { Api, CallControl } from "../api/api.js";
import { checkText } from "../validation/choices.js";
import { listing, type Listing } from "../api/listing.js";
import { checkToken } from "../validation/tokens.js";

/** A product of the products edition. */
export interface Product {
  readonly name: string;
  readonly description?: string;
  readonly token: string;
}

/** A product with what its own page says. */
export interface ProductInfo extends Product {
  readonly is_default?: boolean;
  readonly created?: string;
}

/** What a new product may have. */
export interface CreateProductOptions extends CallControl {
  readonly description?: string | undefined;
}

/** Operations on products. They exist in the products edition only. */
export interface Products {
  list(control?: CallControl): Listing<Product>;
  /** @throws VigilesError `VALUE_INVALID`, `EDITION_MISMATCH` */
  create(productName: string, options?: CreateProductOptions): Promise<Product>;
  /**
   * @param productToken - default: the configured one
   * @throws VigilesError `TOKEN_MISSING`, `TOKEN_INVALID`, `EDITION_MISMATCH`
   */
  info(productToken?: string, control?: CallControl): Promise<ProductInfo>;
}

/** @param api - what the operations call */
export function productOperations(api: Api): Products {
  return {
    list: (control) =>
      listing(async () => {
        await api.need("products", "products.list");
        return api.list<Product>({ method: "GET", path: "/products", control });
      }),
    async create(productName, options = {}) {
      await api.need("products", "products.create");
      const params = { name: checkText("productName", productName), desc: options.description || undefined };
      return api.object<Product>({ method: "POST", path: "/products", params, control: options });
    },
    async info(productToken, control) {
      await api.need("products", "products.info");
      const { top } = await api.place(productToken === undefined ? {} : { productToken });
      if (top === undefined) throw new VigilesError("TOKEN_MISSING", "No product: give or configure a productToken");
      return api.object<ProductInfo>({ method: "GET", path: `/products/${checkToken("productToken", top)}`, control });
    },
  };
}
