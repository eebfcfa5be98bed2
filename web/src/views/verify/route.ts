import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.tsx';
import { readVerifySearch } from './search.ts';

export const verifyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/verify',
  validateSearch: readVerifySearch,
}).lazy(() => import('./view.tsx').then((module) => module.Route));
