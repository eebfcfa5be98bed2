import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.tsx';

export const rulesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/rules',
}).lazy(() => import('./view.tsx').then((module) => module.Route));
