import type { ErrorComponentProps } from '@tanstack/react-router';
import { Page } from '../ui/page.tsx';
import { Problem } from '../ui/problem.tsx';

/** What is shown when a view can't be: its script didn't load, or it fell over. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  return (
    <Page title="Something went wrong">
      <Problem error={error} retry={reset} />
    </Page>
  );
}
