import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.tsx';

export const planRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/plan',
}).lazy(() => import('./view.tsx').then((module) => module.Route));
