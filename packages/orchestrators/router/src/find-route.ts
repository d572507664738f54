import { TaskloomError } from "@taskloom/shared";
import type { Route, RouterConfig } from "./router-config.js";

/**
 * The route of exactly that text, or else the default.
 * @throws NO_ROUTE listing the routes
 */
export function findRoute({ id, routes, default: otherwise }: RouterConfig, text: string): Route {
  const route = Object.hasOwn(routes, text) ? routes[text] : otherwise;
  if (route !== undefined) return route;
  const known = Object.keys(routes);
  throw new TaskloomError(
    "NO_ROUTE",
    `router '${id}' has no route '${text.slice(0, 100)}', only: ${known.join(", ")}`,
    {
      details: { condition: text, routes: known },
    },
  );
}
