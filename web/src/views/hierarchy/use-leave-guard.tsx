import { useBlocker } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

/** Asks before unsaved changes are left behind, within the page and by closing it. */
export function useLeaveGuard(dirty: boolean): ReactNode {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => dirty && current.pathname !== next.pathname,
    enableBeforeUnload: () => dirty,
    withResolver: true,
  });
  const blocked = blocker.status === 'blocked';
  return (
    <Dialog
      title="Leave without saving?"
      open={blocked}
      close={() => blocker.reset?.()}
      actions={
        <>
          <Button look="danger" onClick={() => blocker.proceed?.()}>
            Leave, and lose the changes
          </Button>
          <Button look="main" onClick={() => blocker.reset?.()}>
            Stay here
          </Button>
        </>
      }
    >
      The changes of the hierarchy are not saved.
    </Dialog>
  );
}
