import { createLazyRoute } from '@tanstack/react-router';
import { Page } from '../../ui/page.tsx';

export const Route = createLazyRoute('/matrix')({ component: MatrixView });

function MatrixView() {
  return <Page title="Matrix">{null}</Page>;
}
