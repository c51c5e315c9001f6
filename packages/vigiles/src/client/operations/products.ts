import { VigilesError } from "../../errors.js";
import type { Api, CallControl } from "../api/api.js";
import { listing, type Listing } from "../api/listing.js";
import { checkText } from "../validation/choices.js";

/** A product of the edition `products`. */
export interface Product {
  /** Name of the product. */
  readonly name: string;
  /** What its owner wrote about it. */
  readonly description?: string;
  /** The token by which operations select the product. */
  readonly token: string;
}

/** A product with more details than a list shows. */
export interface ProductInfo extends Product {
  /** True for the account's default product. */
  readonly is_default?: boolean;
  /** When it was created. */
  readonly created?: string;
}

/** Details of a new product. */
export interface CreateProductOptions extends CallControl {
  /** Free text. Default: none. */
  readonly description?: string | undefined;
}

/** Operations on products. Only for the edition `products`; otherwise they throw VigilesError `EDITION_MISMATCH`. */
export interface Products {
  /** Lists all products. */
  list(control?: CallControl): Listing<Product>;
  /**
   * Creates a product.
   *
   * @throws VigilesError `VALUE_INVALID`
   */
  create(productName: string, options?: CreateProductOptions): Promise<Product>;
  /**
   * Returns the details of a product.
   *
   * @param productToken - default: the configured one
   * @throws VigilesError `TOKEN_MISSING`, `TOKEN_INVALID`
   */
  info(productToken?: string, control?: CallControl): Promise<ProductInfo>;
}

/** Makes the operations on products. */
export function productOperations(api: Api): Products {
  return {
    list: (control) =>
      listing(async () => {
        await api.requireEdition("products", "products.list");
        return api.requestList<Product>({ method: "GET", path: "/products", control });
      }),
    async create(productName, options = {}) {
      await api.requireEdition("products", "products.create");
      const params = { name: checkText("productName", productName), desc: options.description || undefined };
      return api.requestObject<Product>({ method: "POST", path: "/products", params, control: options });
    },
    async info(productToken, control) {
      await api.requireEdition("products", "products.info");
      const { groupOrProduct } = await api.location({ productToken });
      if (groupOrProduct === undefined) {
        throw new VigilesError("TOKEN_MISSING", "No product: give or configure a productToken");
      }
      return api.requestObject<ProductInfo>({ method: "GET", path: `/products/${groupOrProduct}`, control });
    },
  };
}
