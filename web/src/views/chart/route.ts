import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.tsx';

export const chartRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/chart',
}).lazy(() => import('./view.tsx').then((module) => module.Route));
