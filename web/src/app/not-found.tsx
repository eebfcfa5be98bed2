import { EmptyState } from '../ui/empty-state.tsx';
import { Page } from '../ui/page.tsx';

export function NotFound() {
  return (
    <Page title="No such page">
      <EmptyState title="There is nothing at this address">
        The link may be of another version. Pick a view from the navigation.
      </EmptyState>
    </Page>
  );
}
