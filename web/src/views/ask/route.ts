import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.tsx';
import { readAskSearch } from './search.ts';

export const askRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/ask',
  validateSearch: readAskSearch,
}).lazy(() => import('./view.tsx').then((module) => module.Route));
