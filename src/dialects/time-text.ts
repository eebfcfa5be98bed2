import type { Rule } from '../policy/model.ts';

/** When a rule is needed, for comments: `always`, or `install, from 2026-12-01 until 2026-12-14`. */
export function timeText({ phase, window }: Pick<Rule, 'phase' | 'window'>): string {
  // Most rules are needed at any time.
  if (!window) return phase;
  return [
    phase,
    ...(window.from !== undefined || window.until !== undefined
      ? [
          [window.from && `from ${window.from}`, window.until && `until ${window.until}`]
            .filter(Boolean)
            .join(' '),
        ]
      : []),
  ].join(', ');
}
