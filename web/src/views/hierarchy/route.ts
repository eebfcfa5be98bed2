import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.tsx';
import { readText, readWord } from '../../app/search.ts';
import { STEPS, type StepName } from './guided/steps.ts';

interface HierarchySearch {
  /** A line of the document: links from elsewhere lead to it. */
  readonly line?: string;
  /** The guided form, at this step. */
  readonly form?: StepName;
}

export const hierarchyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/hierarchy',
  validateSearch: (search: Record<string, unknown>): HierarchySearch => {
    const [line, form] = [readText(search.line), readWord(search.form, STEPS)];
    return { ...(line !== undefined && { line }), ...(form !== undefined && { form }) };
  },
}).lazy(() => import('./view.tsx').then((module) => module.Route));
