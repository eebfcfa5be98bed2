import type { EditorView } from '@codemirror/view';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { goTo, replaceText } from '../../code/use-editor.ts';
import { toast } from '../../ui/toast.tsx';
import { conflictOf, hierarchyQuery, type StoredText, saveText } from './api.ts';
import type { Resolution } from './conflict-dialog.tsx';
import { MARKERS } from './merge.ts';

/** The document between the editor and the server. */
export interface DocumentState {
  /** What the editor's text is a change of; nothing until it was loaded. */
  readonly base: StoredText | undefined;
  readonly text: string;
  readonly dirty: boolean;
  readonly saving: boolean;
  /** Somebody else's version, which the editor's text is not a change of. */
  readonly theirs: StoredText | undefined;
  readonly loadError: unknown;
  readonly saveError: unknown;
  readonly setText: (text: string) => void;
  readonly setView: (view: EditorView) => void;
  readonly save: () => void;
  /** Puts a text into the editor as a change that can be undone. */
  readonly put: (text: string) => void;
  readonly resolve: (resolution: Resolution) => void;
}

export function useDocument(): DocumentState {
  const stored = useQuery(hierarchyQuery);
  const client = useQueryClient();
  const [view, setView] = useState<EditorView>();
  const [base, setBase] = useState<StoredText>();
  const [text, setText] = useState('');
  const [theirs, setTheirs] = useState<StoredText>();
  const [saving, setSaving] = useState(false);
  const [saveError, setSaveError] = useState<unknown>();
  const dirty = base !== undefined && text !== base.text;

  const put = useCallback(
    (next: string) => {
      if (view) replaceText(view, next);
      setText(next);
    },
    [view],
  );

  const { data } = stored;
  useEffect(() => {
    if (!data || saving) return;
    if (!base) {
      setBase(data);
      setText(data.text);
    } else if (data.revision !== base.revision) {
      if (dirty && data.text !== text) setTheirs(data);
      else {
        setBase(data);
        setTheirs(undefined);
        if (data.text !== text) {
          put(data.text);
          toast('The document was changed elsewhere: this is the new version');
        }
      }
    } else setTheirs(undefined);
  }, [data, base, dirty, text, put, saving]);

  const save = (): void => {
    if (!base || saving) return;
    setSaving(true);
    setSaveError(undefined);
    saveText(text, base.revision)
      .then(
        (revision) => {
          const next = { text, revision };
          setBase(next);
          client.setQueryData(hierarchyQuery.queryKey, next);
          toast('Saved');
        },
        (error: unknown) => {
          const current = conflictOf(error);
          if (current) setTheirs(current);
          else setSaveError(error);
        },
      )
      .finally(() => setSaving(false));
  };

  const resolve = (resolution: Resolution): void => {
    if (!theirs) return;
    // From here on, the saved version is what the editor's text is a change of.
    client.setQueryData(hierarchyQuery.queryKey, theirs);
    setBase(theirs);
    setTheirs(undefined);
    if (resolution === 'theirs') put(theirs.text);
    else if (resolution !== 'mine') {
      put(resolution.merged);
      const first = resolution.merged.split('\n').indexOf(MARKERS.mine);
      if (view && first >= 0) goTo(view, first + 1);
    }
  };

  return {
    base,
    text,
    dirty,
    saving,
    theirs,
    loadError: stored.error,
    saveError,
    setText,
    setView,
    save,
    put,
    resolve,
  };
}
