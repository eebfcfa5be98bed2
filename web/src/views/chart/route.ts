import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.tsx';
import { readChartSearch } from './search.ts';

export const chartRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/chart',
  validateSearch: readChartSearch,
}).lazy(() => import('./view.tsx').then((module) => module.Route));
