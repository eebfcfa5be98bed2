import { createLazyRoute } from '@tanstack/react-router';
import { Page } from '../../ui/page.tsx';

export const Route = createLazyRoute('/ask')({ component: AskView });

function AskView() {
  return <Page title="Ask">{null}</Page>;
}
