import { EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { codeTheme } from './theme.ts';

export interface EditorHandle {
  readonly host: RefObject<HTMLDivElement | null>;
  readonly view: EditorView | undefined;
}

/**
 * An editor in a shadow root of its own. There, its style sheets are made by the script interface and adopted, which
 * the server's content security policy permits: no style element and no exception is needed. `extensions` are read
 * once.
 */
export function useEditor(text: string, extensions: readonly Extension[]): EditorHandle {
  const host = useRef<HTMLDivElement>(null);
  const start = useRef({ text, extensions });
  const [view, setView] = useState<EditorView>();
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
    const made = new EditorView({
      state: EditorState.create({
        doc: start.current.text,
        extensions: [codeTheme, ...start.current.extensions],
      }),
      parent: root,
      root,
    });
    setView(made);
    return () => made.destroy();
  }, []);
  return { host, view };
}

/** Puts another text in, as one step that can be undone. */
export function replaceText(view: EditorView, text: string): void {
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
}

/** Puts the cursor at a line (and column) and brings it into the middle of the view. */
export function goTo(view: EditorView, line: number, column: number = 1, focus: boolean = true): void {
  const place = view.state.doc.line(Math.max(1, Math.min(line, view.state.doc.lines)));
  const anchor = Math.min(place.to, place.from + column - 1);
  view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
  if (focus) view.focus();
}
