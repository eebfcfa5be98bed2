import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.tsx';

export const askRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/ask',
}).lazy(() => import('./view.tsx').then((module) => module.Route));
