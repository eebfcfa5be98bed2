import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.tsx';
import { readCatalogSearch } from './search.ts';

export const catalogRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/catalog',
  validateSearch: readCatalogSearch,
}).lazy(() => import('./view.tsx').then((module) => module.Route));
