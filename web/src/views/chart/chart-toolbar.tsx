/** Level and filters of the chart; all of it is in the URL. */
import type { ReactNode } from 'react';
import { FilterBar } from '../../filters/filter-bar.tsx';
import { Button } from '../../ui/button.tsx';
import { LEVELS, type Level } from './scene.ts';
import type { ChartChange, ChartSearch } from './search.ts';

interface Props {
  readonly search: ChartSearch;
  readonly level: Level;
  readonly inside: boolean;
  /** The chart has no filter: inside zones is all there is. */
  readonly insideOnly: boolean;
  readonly change: (next: ChartChange) => void;
  /** The search on the map. */
  readonly find: ReactNode;
}

export function ChartToolbar({ search, level, inside, insideOnly, change, find }: Props) {
  return (
    <>
      <FilterBar search={search} change={change} />
      <div className="chart-toolbar">
        {find}
        <fieldset className="chart-levels">
          <legend className="visually-hidden">Courses between</legend>
          {LEVELS.map((value) => (
            <label key={value}>
              <input
                type="radio"
                name="level"
                checked={level === value}
                onChange={() => change({ level: value, open: undefined, at: undefined })}
              />
              <span>{LEVEL_WORDS[value]}</span>
            </label>
          ))}
        </fieldset>
        <label
          className="chart-check"
          title={insideOnly ? 'This hierarchy has no filters between zones' : undefined}
        >
          <input
            type="checkbox"
            checked={inside}
            disabled={insideOnly}
            onChange={(event) => change({ inside: event.target.checked ? true : undefined })}
          />
          Inside zones
        </label>
        {search.port !== undefined && (
          <Button onClick={() => change({ port: undefined })} aria-label={`Stop showing port ${search.port}`}>
            port: <span className="mono">{search.port}</span> <span aria-hidden="true">×</span>
          </Button>
        )}
      </div>
    </>
  );
}

const LEVEL_WORDS: Readonly<Record<Level, string>> = { hierarchy: 'Zones', sites: 'Sites', hosts: 'Hosts' };
