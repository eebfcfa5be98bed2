import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.tsx';
import { readProbeSearch } from './search.ts';

export const probeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/probe',
  validateSearch: readProbeSearch,
}).lazy(() => import('./view.tsx').then((module) => module.Route));
