import { createLazyRoute } from '@tanstack/react-router';
import { Page } from '../../ui/page.tsx';

export const Route = createLazyRoute('/chart')({ component: ChartView });

function ChartView() {
  return <Page title="Chart">{null}</Page>;
}
