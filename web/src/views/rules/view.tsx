import { createLazyRoute } from '@tanstack/react-router';
import { Page } from '../../ui/page.tsx';

export const Route = createLazyRoute('/rules')({ component: RulesView });

function RulesView() {
  return <Page title="Rules">{null}</Page>;
}
