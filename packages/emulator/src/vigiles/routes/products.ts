import type { VigilesRequest, Route } from "../http/route.js";
import { productDetails, productSummary } from "../responses/group-summary.js";
import { findGroup, isVisible } from "../store/find.js";
import { addGroup } from "../store/groups.js";

/** The operations on products, which are the top-level groups. Clients of the products edition use them. */
export const productRoutes: readonly Route[] = [
  { method: "GET", path: "/vigiles/products", handle: list },
  { method: "POST", path: "/vigiles/products", handle: create },
  {
    method: "GET",
    path: "/vigiles/products/:token",
    handle: ({ state, segment }) => productDetails(findGroup(state, segment("token"))),
  },
];

function list({ state, user }: VigilesRequest): object[] {
  return [...state.groups.values()]
    .filter((group) => group.parent === undefined && !group.archived && isVisible(group, user.email))
    .map(productSummary);
}

function create({ params, state }: VigilesRequest): object {
  return productSummary(addGroup(state, { name: params.required("name"), description: params.text("desc") }));
}
