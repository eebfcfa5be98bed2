import { createLazyRoute } from '@tanstack/react-router';
import { Page } from '../../ui/page.tsx';

export const Route = createLazyRoute('/verify')({ component: VerifyView });

function VerifyView() {
  return <Page title="Verify">{null}</Page>;
}
