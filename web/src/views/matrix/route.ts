import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.tsx';

export const matrixRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/matrix',
}).lazy(() => import('./view.tsx').then((module) => module.Route));
