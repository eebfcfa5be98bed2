import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.tsx';

export const verifyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/verify',
}).lazy(() => import('./view.tsx').then((module) => module.Route));
