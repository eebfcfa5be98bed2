import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.tsx';
import { readMatrixSearch } from './search.ts';

export const matrixRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/matrix',
  validateSearch: readMatrixSearch,
}).lazy(() => import('./view.tsx').then((module) => module.Route));
