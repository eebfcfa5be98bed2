import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.tsx';

export const hierarchyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/hierarchy',
}).lazy(() => import('./view.tsx').then((module) => module.Route));
