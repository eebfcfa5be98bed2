import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.tsx';
import { readPlanSearch } from './search.ts';

export const planRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/plan',
  validateSearch: readPlanSearch,
}).lazy(() => import('./view.tsx').then((module) => module.Route));
