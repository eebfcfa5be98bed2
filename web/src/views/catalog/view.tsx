import { createLazyRoute } from '@tanstack/react-router';
import { Page } from '../../ui/page.tsx';

export const Route = createLazyRoute('/catalog')({ component: CatalogView });

function CatalogView() {
  return <Page title="Catalog">{null}</Page>;
}
