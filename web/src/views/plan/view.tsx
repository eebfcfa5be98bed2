import { createLazyRoute } from '@tanstack/react-router';
import { Page } from '../../ui/page.tsx';

export const Route = createLazyRoute('/plan')({ component: PlanView });

function PlanView() {
  return <Page title="Plan">{null}</Page>;
}
