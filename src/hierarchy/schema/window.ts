import type { At, Window } from '../model.ts';
import { object } from './collections.ts';
import { described, type Shape } from './shape.ts';
import { date } from './values.ts';

/** A window and where its dates stand. */
export interface WrittenWindow {
  readonly window: Window;
  readonly at: At;
}

export const windowFields: { readonly from: Shape<string>; readonly until: Shape<string> } = {
  from: described('First day on which the flows are needed', date),
  until: described('Last day on which the flows are needed', date),
};

const form = object('a window with `from` and `until`', windowFields);

/** `{ from: 2026-12-01, until: 2026-12-05 }`; either end may be open. */
export const windowShape: Shape<WrittenWindow> = {
  ...form,
  read: (node, context, owner) => {
    const read = form.read(node, context, owner);
    if (!read) return undefined;
    const window = toWindow(read);
    const until = read.at.until;
    if (
      window.from !== undefined &&
      window.until !== undefined &&
      window.until < window.from &&
      until !== undefined
    ) {
      context.report('PT2011', until, {
        message: `the window ends before it starts on ${window.from}`,
        related: [{ message: 'it starts here', offset: read.at.from ?? until }],
      });
      return undefined;
    }
    return { window, at: read.at };
  },
};

/** Only the ends that were written. */
export function toWindow(read: { readonly from?: string; readonly until?: string }): Window {
  return {
    ...(read.from !== undefined && { from: read.from }),
    ...(read.until !== undefined && { until: read.until }),
  };
}
