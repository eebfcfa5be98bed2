import type { EditorView } from '@codemirror/view';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { goTo } from '../../code/use-editor.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Note } from '../../ui/note.tsx';
import { schemaQuery } from './api.ts';
import { DiagnosticsList } from './diagnostics-list.tsx';
import styles from './hierarchy.module.css';
import { type Check, useCheck } from './use-check.ts';
import { YamlEditor } from './yaml-editor.tsx';

interface EditingProps {
  /** The guided form stands in its place; the text stays. */
  readonly hidden: boolean;
  readonly text: string;
  /** What the editor begins with. */
  readonly first: string;
  readonly line: number | undefined;
  /** Why nothing can be changed. */
  readonly reason: string | undefined;
  readonly dialects: readonly string[];
  /** Somebody else saved another version. */
  readonly theirs: boolean;
  readonly view: EditorView | undefined;
  readonly onReady: (view: EditorView) => void;
  readonly onChange: (text: string) => void;
  readonly onSave: () => void;
  readonly openForm: () => void;
  readonly openConflict: () => void;
}

/** The editor with everything that is said about its text. */
export function Editing(props: EditingProps) {
  const { hidden, text, line, reason, dialects, theirs, view } = props;
  const schema = useQuery(schemaQuery);
  const check = useCheck(text.trim() === '' ? undefined : text);
  const diagnostics = useMemo(
    () => (text.trim() === '' ? [] : (check.result?.diagnostics ?? [])),
    [check.result, text],
  );
  const jumped = useRef<number>(undefined);
  useEffect(() => {
    if (!view || line === undefined || hidden || jumped.current === line) return;
    jumped.current = line;
    goTo(view, line);
  }, [view, line, hidden]);
  const empty = text.trim() === '';
  return (
    <>
      {!hidden && reason !== undefined && (
        <Note>
          <span>{reason}.</span>
        </Note>
      )}
      {!hidden && theirs && (
        <Note role="alert">
          <span>
            The document was changed elsewhere while you changed it here. Yours is not saved yet, and nothing
            is lost.
          </span>
          <Button onClick={props.openConflict}>Compare both versions</Button>
        </Note>
      )}
      {!hidden && empty && (
        <EmptyState
          title="There is no hierarchy yet"
          actions={
            <Button look="main" disabledReason={reason} onClick={props.openForm}>
              Start with the guided form
            </Button>
          }
        >
          <p>
            One document says which sites, servers and client networks there are and what stands between them.
            The plan, the rules and every proof are made from it.
          </p>
          <p>
            The form asks for what a first plan needs. Or write below: Ctrl+Space shows what can be written.
          </p>
        </EmptyState>
      )}
      <div className={styles.layout} hidden={hidden}>
        <YamlEditor
          text={props.first}
          readOnly={reason !== undefined}
          knowledge={{ schema: schema.data, dialects }}
          diagnostics={diagnostics}
          onChange={props.onChange}
          onSave={props.onSave}
          onReady={props.onReady}
        />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must do so without a mouse */}
        <section className={styles.panel} tabIndex={0} aria-label="What the check says">
          <div className={styles.state} role="status">
            {empty ? 'Nothing to check' : <CheckState check={check} />}
          </div>
          {diagnostics.length > 0 && (
            <DiagnosticsList
              diagnostics={diagnostics}
              jump={(at, column) => {
                if (view) goTo(view, at, column);
              }}
            />
          )}
        </section>
      </div>
    </>
  );
}

function CheckState({ check }: { readonly check: Check }) {
  const { result, pending, error } = check;
  if (error !== undefined) return <>The check does not answer. It is tried again with the next change.</>;
  if (!result) return <>Checking …</>;
  const count = (severity: string): number =>
    result.diagnostics.filter((d) => d.severity === severity).length;
  const [errors, warnings, notes] = [count('error'), count('warning'), count('note')];
  return (
    <>
      {errors === 0 && <Badge tone="good">reads without errors</Badge>}
      {errors > 0 && <Badge tone="bad">{plural(errors, 'error')}</Badge>}
      {warnings > 0 && <Badge tone="warning">{plural(warnings, 'warning')}</Badge>}
      {notes > 0 && <Badge tone="info">{plural(notes, 'note')}</Badge>}
      {result.flows !== undefined && <span>{plural(result.flows, 'flow')} planned</span>}
      {pending && <span>checking …</span>}
    </>
  );
}

function plural(count: number, word: string): string {
  return `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`;
}
