/** What stands in the chart's URL. */
import { readFlag, readText, readWord } from '../../app/search.ts';
import { readSelection, type SelectionSearch } from '../../filters/selection.ts';
import { LEVELS, type Level } from './scene.ts';

export interface ChartSearch extends SelectionSearch {
  readonly view?: 'table';
  readonly level?: Level;
  /** A group that is shown in full although the level has none. */
  readonly open?: string;
  /** What the panel is about: a zone, a group, a host, a filter or a course. */
  readonly select?: string;
  /** A flow whose chain is shown. */
  readonly flow?: string;
  /** A port whose courses stand out. */
  readonly port?: string;
  /** Courses inside zones, too. */
  readonly inside?: true;
  /** The part of the map that is seen, in a link that was copied: `x,y,zoom`. */
  readonly at?: string;
}

/** Parameters as they may change; `undefined` takes one away. */
export type ChartChange = { readonly [K in keyof ChartSearch]?: ChartSearch[K] | undefined };

export function readChartSearch(raw: Record<string, unknown>): ChartSearch {
  const own: ChartChange = {
    view: readWord(raw.view, ['table']),
    level: readWord(raw.level, LEVELS),
    open: readText(raw.open),
    select: readText(raw.select),
    flow: readText(raw.flow),
    port: readText(raw.port),
    inside: readFlag(raw.inside),
    at: readText(raw.at),
  };
  const given = Object.entries(own).filter(([, value]) => value !== undefined);
  return { ...readSelection(raw), ...Object.fromEntries(given) };
}

export interface Viewpoint {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** `-120,40,0.8`; nothing where the text is no such thing. */
export function readViewpoint(text: string | undefined): Viewpoint | undefined {
  const [x, y, zoom, ...rest] = (text ?? '').split(',').map(Number);
  if (x === undefined || y === undefined || zoom === undefined || rest.length > 0) return undefined;
  return [x, y, zoom].every(Number.isFinite) && zoom > 0 ? { x, y, zoom } : undefined;
}

export function writeViewpoint({ x, y, zoom }: Viewpoint): string {
  return `${Math.round(x)},${Math.round(y)},${Number(zoom.toFixed(3))}`;
}
