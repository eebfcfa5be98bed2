import { createRouter } from '@tanstack/react-router';
import { indexRoute } from './app/index-route.ts';
import { rootRoute } from './app/root-route.tsx';
import { parseSearch, stringifySearch } from './app/search.ts';
import { askRoute } from './views/ask/route.ts';
import { catalogRoute } from './views/catalog/route.ts';
import { chartRoute } from './views/chart/route.ts';
import { hierarchyRoute } from './views/hierarchy/route.ts';
import { matrixRoute } from './views/matrix/route.ts';
import { planRoute } from './views/plan/route.ts';
import { probeRoute } from './views/probe/route.ts';
import { rulesRoute } from './views/rules/route.ts';
import { verifyRoute } from './views/verify/route.ts';

const routeTree = rootRoute.addChildren([
  indexRoute,
  chartRoute,
  matrixRoute,
  planRoute,
  rulesRoute,
  verifyRoute,
  probeRoute,
  askRoute,
  catalogRoute,
  hierarchyRoute,
]);

/** Every view has an address of its own; its search parameters are its state. */
export const router = createRouter({
  routeTree,
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  // What a view shows is kept by the query cache, not by the router.
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
