import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useCallback } from 'react';
import { workspaceQuery } from '../api/queries.ts';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/field.tsx';
import styles from './filter-bar.module.css';
import { roleOptions } from './role-options.ts';
import { SearchField } from './search-field.tsx';
import {
  NO_SELECTION,
  PHASES,
  type SelectionChange,
  type SelectionSearch,
  selectionOf,
  TRANSPORTS,
} from './selection.ts';

interface FilterBarProps {
  readonly search: SelectionSearch;
  readonly change: (change: SelectionChange) => void;
  /** Controls of the view itself, before the button that clears. */
  readonly children?: ReactNode;
}

const PHASE_WORDS: Readonly<Record<(typeof PHASES)[number], string>> = {
  always: 'always',
  install: 'while installing',
  migration: 'while migrating',
  'on-demand': 'on demand',
};

/** Selects a part of the plan by every facet that it has. */
export function FilterBar({ search, change, children }: FilterBarProps) {
  const { data: workspace } = useQuery(workspaceQuery);
  const hosts = workspace?.hosts ?? [];
  const setWords = useCallback((q: string) => change({ q: q === '' ? undefined : q }), [change]);
  const select = (key: 'role' | 'zone' | 'site' | 'filter' | 'for', label: string, names: Options) => (
    <Select
      label={label}
      value={search[key] ?? ''}
      onChange={(event) => change({ [key]: event.target.value || undefined })}
      options={withAny(names, search[key])}
    />
  );
  const named = (names: readonly string[]): Options => names.map((name) => ({ value: name, label: name }));
  return (
    <search className={styles.bar} aria-label="Filter the flows">
      <SearchField
        label="Search flows"
        placeholder="Search: names, addresses, ports"
        value={search.q ?? ''}
        change={setWords}
        className={styles.words}
      />
      {select('for', 'Host', named(hosts.map((host) => host.name)))}
      {select('role', 'Role', roleOptions(hosts))}
      {select('zone', 'Zone', named(workspace?.zones.map((zone) => zone.name) ?? []))}
      {select('site', 'Site', named(workspace?.sites ?? []))}
      {select('filter', 'Filter', named(workspace?.filters.map((filter) => filter.name) ?? []))}
      <Select
        label="Phase"
        value={search.phase?.[0] ?? ''}
        onChange={(event) => {
          const phase = PHASES.find((one) => one === event.target.value);
          change({ phase: phase && [phase] });
        }}
        options={withAny(PHASES.map((phase) => ({ value: phase, label: PHASE_WORDS[phase] })))}
      />
      <Select
        label="Protocol"
        value={search.transport ?? ''}
        onChange={(event) => change({ transport: TRANSPORTS.find((one) => one === event.target.value) })}
        options={withAny(named(TRANSPORTS))}
      />
      {children}
      <Chips search={search} change={change} />
      {Object.keys(selectionOf(search)).length > 0 && (
        <Button look="quiet" className={styles.clear} onClick={() => change(NO_SELECTION)}>
          Clear filters
        </Button>
      )}
    </search>
  );
}

type Options = readonly { readonly value: string; readonly label: string }[];

/** A value that came with the address is kept, also when nothing of the hierarchy has that name. */
function withAny(options: Options, value?: string): Options {
  const known = value === undefined || options.some((option) => option.value === value);
  return [{ value: '', label: 'any' }, ...options, ...(known ? [] : [{ value, label: value }])];
}

const CHIPS = [
  ['from', 'from'],
  ['to', 'to'],
  ['fromRole', 'from role'],
  ['toRole', 'to role'],
  ['conversation', 'conversation'],
] as const;

/** What a link selected by and no control shows. */
function Chips({ search, change }: Pick<FilterBarProps, 'search' | 'change'>) {
  return CHIPS.filter(([key]) => search[key] !== undefined).map(([key, label]) => (
    <Button
      key={key}
      className={styles.chip}
      onClick={() => change({ [key]: undefined })}
      aria-label={`Remove: ${label} ${search[key]}`}
    >
      {label}: <span className="mono">{search[key]}</span> <span aria-hidden="true">×</span>
    </Button>
  ));
}
