import { foldGutter } from '@codemirror/language';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState } from '@codemirror/state';
import {
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { useEffect, useRef } from 'react';
import styles from './code.module.css';
import { languageOf } from './languages.ts';
import { type LineMark, lineMarks, markLines } from './marks.ts';
import { goTo, replaceText, useEditor } from './use-editor.ts';

interface CodeViewProps {
  /** What the text is, for screen readers. */
  readonly label: string;
  readonly text: string;
  readonly dialect?: string | undefined;
  readonly marks?: readonly LineMark[];
  /** Brought into view when it changes. */
  readonly line?: number | undefined;
  /** The cursor went to this line, by mouse or keyboard. */
  readonly onLine?: (line: number) => void;
  readonly className?: string | undefined;
}

const NO_MARKS: readonly LineMark[] = [];

/** A file to read: colours, search, folding, marked lines; its cursor walks the lines. */
export function CodeView({ label, text, dialect, marks = NO_MARKS, line, onLine, className }: CodeViewProps) {
  const language = useRef(new Compartment());
  const tell = useRef(onLine);
  const { host, view } = useEditor(text, [
    lineNumbers(),
    foldGutter(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches({ minSelectionLength: 3 }),
    search({ top: true }),
    keymap.of(searchKeymap),
    EditorState.readOnly.of(true),
    EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true', tabindex: '0' }),
    EditorView.updateListener.of((update) => {
      if (!update.transactions.some((t) => t.isUserEvent('select'))) return;
      const at = (state: EditorState): number => state.doc.lineAt(state.selection.main.head).number;
      tell.current?.(at(update.state));
    }),
    lineMarks,
    language.current.of(languageOf(dialect)),
  ]);
  useEffect(() => {
    tell.current = onLine;
  }, [onLine]);
  useEffect(() => {
    if (view && view.state.doc.toString() !== text) replaceText(view, text);
  }, [view, text]);
  useEffect(() => {
    view?.dispatch({ effects: language.current.reconfigure(languageOf(dialect)) });
  }, [view, dialect]);
  useEffect(() => {
    if (view) markLines(view, marks);
    // Marks are lines of the text: another text needs them again.
    void text;
  }, [view, marks, text]);
  useEffect(() => {
    if (!view || line === undefined) return;
    const { doc, selection } = view.state;
    if (line <= doc.lines && doc.lineAt(selection.main.head).number !== line) goTo(view, line, 1, false);
    void text;
  }, [view, line, text]);
  return <div ref={host} className={[styles.host, className].filter(Boolean).join(' ')} />;
}
