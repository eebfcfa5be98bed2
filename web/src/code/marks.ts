import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';

export interface LineMark {
  /** From 1. */
  readonly line: number;
  readonly tone: 'info' | 'good' | 'warning' | 'bad';
}

const setMarks = StateEffect.define<readonly LineMark[]>();

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, transaction) {
    let marks = before.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(setMarks)) continue;
      const { doc } = transaction.state;
      const ranges = effect.value
        .filter(({ line }) => line >= 1 && line <= doc.lines)
        .map(({ line, tone }) => Decoration.line({ class: `cm-mark-${tone}` }).range(doc.line(line).from));
      marks = Decoration.set(ranges, true);
    }
    return marks;
  },
  provide: (f) => EditorView.decorations.from(f),
});

/** Lines set off by a colour and a bar at their beginning. */
export const lineMarks: Extension = field;

export function markLines(view: EditorView, marks: readonly LineMark[]): void {
  view.dispatch({ effects: setMarks.of(marks) });
}
