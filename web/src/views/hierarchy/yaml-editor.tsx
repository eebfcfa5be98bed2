import { closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { useEffect, useRef } from 'react';
import type { Diagnostic } from '../../../../src/diagnostics/diagnostic.ts';
import styles from '../../code/code.module.css';
import { useEditor } from '../../code/use-editor.ts';
import { editorDiagnostics, hierarchyCompletion, hierarchyHelp, type Knowledge } from './yaml-support.ts';

interface YamlEditorProps {
  readonly text: string;
  readonly readOnly: boolean;
  readonly knowledge: Knowledge;
  readonly diagnostics: readonly Diagnostic[];
  readonly onChange: (text: string) => void;
  readonly onSave: () => void;
  /** Gives the editor to whoever puts other texts in or jumps to lines. */
  readonly onReady: (view: EditorView) => void;
  readonly className?: string | undefined;
}

/** The hierarchy's text: completion, help, diagnostics in place. `text` is what it begins with. */
export function YamlEditor(props: YamlEditorProps) {
  const latest = useRef(props);
  const access = useRef(new Compartment());
  useEffect(() => {
    latest.current = props;
  });
  const { host, view } = useEditor(props.text, [
    lineNumbers(),
    lintGutter(),
    foldGutter(),
    history(),
    drawSelection(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches({ minSelectionLength: 3 }),
    search({ top: true }),
    yaml(),
    hierarchyCompletion(() => latest.current.knowledge),
    hierarchyHelp(() => latest.current.knowledge),
    keymap.of([
      {
        key: 'Mod-s',
        preventDefault: true,
        run: () => {
          latest.current.onSave();
          return true;
        },
      },
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...lintKeymap,
      ...defaultKeymap,
    ]),
    // Tab leaves the editor, as it leaves every other field: lines are indented by Enter and by Ctrl+] and Ctrl+[.
    EditorView.contentAttributes.of({ 'aria-label': 'Hierarchy document', tabindex: '0' }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) latest.current.onChange(update.state.doc.toString());
    }),
    access.current.of(readOnlyIf(props.readOnly)),
  ]);
  const { readOnly, diagnostics, onReady } = props;
  useEffect(() => {
    if (view) onReady(view);
  }, [view, onReady]);
  useEffect(() => {
    view?.dispatch({ effects: access.current.reconfigure(readOnlyIf(readOnly)) });
  }, [view, readOnly]);
  useEffect(() => {
    if (view) view.dispatch(setDiagnostics(view.state, editorDiagnostics(diagnostics, view.state.doc)));
  }, [view, diagnostics]);
  return <div ref={host} className={[styles.host, props.className].filter(Boolean).join(' ')} />;
}

function readOnlyIf(readOnly: boolean) {
  return [
    EditorState.readOnly.of(readOnly),
    EditorView.contentAttributes.of({ 'aria-readonly': String(readOnly) }),
  ];
}
