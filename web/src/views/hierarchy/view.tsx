import { createLazyRoute } from '@tanstack/react-router';
import { Page } from '../../ui/page.tsx';

export const Route = createLazyRoute('/hierarchy')({ component: HierarchyView });

function HierarchyView() {
  return <Page title="Hierarchy">{null}</Page>;
}
