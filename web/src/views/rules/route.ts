import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.tsx';
import { readRulesSearch } from './search.ts';

export const rulesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/rules',
  validateSearch: readRulesSearch,
}).lazy(() => import('./view.tsx').then((module) => module.Route));
