/** The views of the navigation, in its order. */
export interface ViewEntry {
  readonly path:
    | '/chart'
    | '/matrix'
    | '/plan'
    | '/rules'
    | '/verify'
    | '/probe'
    | '/ask'
    | '/catalog'
    | '/hierarchy';
  readonly title: string;
  /** Pressed after `g`. */
  readonly key: string;
}

export const VIEWS: readonly ViewEntry[] = [
  { path: '/chart', title: 'Chart', key: 'c' },
  { path: '/matrix', title: 'Matrix', key: 'm' },
  { path: '/plan', title: 'Plan', key: 'p' },
  { path: '/rules', title: 'Rules', key: 'r' },
  { path: '/verify', title: 'Verify', key: 'v' },
  { path: '/probe', title: 'Probe', key: 'o' },
  { path: '/ask', title: 'Ask', key: 'a' },
  { path: '/catalog', title: 'Catalog', key: 'l' },
  { path: '/hierarchy', title: 'Hierarchy', key: 'h' },
];

/** Views that have their place already, and what they wait for. */
export const LATER_VIEWS: readonly { readonly title: string; readonly reason: string }[] = [
  { title: 'Traffic', reason: 'Reading flow logs is not part of this version' },
  { title: 'Doctor', reason: 'Diagnosis from error codes is not part of this version' },
];
