import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.tsx';

export const catalogRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/catalog',
}).lazy(() => import('./view.tsx').then((module) => module.Route));
