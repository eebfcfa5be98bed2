import type { EditorView } from '@codemirror/view';
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, useNavigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { sessionQuery } from '../../api/queries.ts';
import { storeReason } from '../../api/rights.ts';
import { dialectsQuery } from '../../code/dialects.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { toast } from '../../ui/toast.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';
import { Editing } from './editing.tsx';
import { GuidedForm } from './guided/guided-form.tsx';
import { useDocument } from './use-document.ts';
import { useLeaveGuard } from './use-leave-guard.tsx';

export const Route = createLazyRoute('/hierarchy')({ component: HierarchyView });

function HierarchyView() {
  const { form, line } = Route.useSearch();
  const navigate = useNavigate();
  const session = useQuery(sessionQuery);
  const dialects = useQuery(dialectsQuery);
  const state = useDocument();
  const [comparing, setComparing] = useState(false);
  const [view, setView] = useState<EditorView>();
  const { base, dirty, saving, theirs, text } = state;
  const { setView: tellView } = state;
  const ready = useCallback(
    (made: EditorView) => {
      setView(made);
      tellView(made);
    },
    [tellView],
  );
  const guard = useLeaveGuard(dirty);
  const reason = storeReason(session.data, 'change the hierarchy');
  const goTo = (step: typeof form): void =>
    void navigate({ to: '/hierarchy', search: step === undefined ? {} : { form: step } });

  const saveReason = reason ?? (saving ? 'Saving' : dirty ? undefined : 'Nothing has changed');
  const save = (): void => {
    if (saveReason === undefined) theirs ? setComparing(true) : state.save();
    else if (reason !== undefined) toast(reason, 'bad');
  };
  const finish = (made: string): void => {
    state.put(made);
    goTo(undefined);
    toast('The document is in the editor. Save it when it is right.');
  };

  return (
    <Page
      title="Hierarchy"
      fill
      note={dirty ? <Badge tone="warning">unsaved changes</Badge> : <span>hierarchy.yaml</span>}
      actions={
        <>
          {form === undefined && (
            <Button disabledReason={reason} onClick={() => goTo('site')}>
              Guided form
            </Button>
          )}
          <Button look="main" disabledReason={saveReason} onClick={save}>
            Save
          </Button>
        </>
      }
    >
      {state.loadError !== null && state.loadError !== undefined && <Problem error={state.loadError} />}
      {state.saveError !== undefined && <Problem error={state.saveError} retry={state.save} />}
      {!base && !state.loadError && <Skeleton lines={8} label="Loading the document" />}
      {base && form !== undefined && (
        <GuidedForm
          step={form}
          goTo={goTo}
          dialects={(dialects.data ?? [])
            .filter((d) => d.prints?.capabilities.kinds.includes('network'))
            .map((d) => ({ value: d.id, label: d.title }))}
          finish={finish}
        />
      )}
      {base && (
        <Editing
          hidden={form !== undefined}
          text={text}
          first={base.text}
          line={line === undefined ? undefined : Number(line)}
          reason={reason}
          dialects={(dialects.data ?? []).map((d) => d.id)}
          theirs={theirs !== undefined}
          view={view}
          onReady={ready}
          onChange={state.setText}
          onSave={save}
          openForm={() => goTo('site')}
          openConflict={() => setComparing(true)}
        />
      )}
      {comparing && theirs && base && (
        <ConflictDialog
          base={base.text}
          mine={text}
          theirs={theirs}
          close={() => setComparing(false)}
          resolve={(resolution) => {
            setComparing(false);
            state.resolve(resolution);
          }}
        />
      )}
      {guard}
    </Page>
  );
}
