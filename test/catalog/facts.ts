/** The facts that the catalog was built from, as a fixture: one JSON document per line. */
import { readFileSync } from 'node:fs';

export interface GuideRowFact {
  readonly table: string;
  readonly row: number;
  readonly cells: Readonly<Record<string, string>>;
}

export interface ServiceFact {
  readonly transport: string;
  /** `80|8530` are alternatives. */
  readonly ports: string;
  readonly configurableBy?: string;
  readonly listener: 'destination' | 'both';
  readonly optional?: boolean;
  readonly inGuide?: boolean;
  readonly inMicrosoft?: boolean;
  readonly inPortsPage?: boolean;
}

export interface EntryFact {
  readonly id: string;
  readonly kind: 'conversation' | 'configurability-statement' | 'discovery-port';
  readonly sourceRole?: string;
  readonly destinationRole?: string;
  readonly direction?: 'one-way' | 'two-way';
  readonly directionSource?: string;
  readonly basis: string;
  readonly siteServerInitiatesOptionApplies?: boolean;
  readonly microsoftAnchor?: string;
  readonly section?: string;
  readonly guideRow?: string;
  readonly sources: readonly string[];
  readonly lifecycle: string;
  readonly services?: readonly ServiceFact[];
}

interface EndpointFact {
  readonly role: string;
  readonly feature: string;
  readonly pattern: string;
  readonly path?: string;
  readonly scheme?: string;
  readonly ports?: string;
  readonly portsBasis: string;
  readonly cloud: string;
  readonly lifecycle: string;
  readonly note?: string;
  readonly source: string;
}

interface SourceFact {
  readonly id: string;
  readonly repository: string;
  readonly path: string;
  readonly commit: string;
  readonly date: string;
}

function readLines(name: string): unknown[] {
  const text = readFileSync(new URL(`../fixtures/facts/${name}.jsonl`, import.meta.url), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

export const guideRows = readLines('guide') as readonly GuideRowFact[];
export const entries = readLines('entries') as readonly EntryFact[];
export const endpoints = readLines('internet-endpoints') as readonly EndpointFact[];
export const sources = readLines('sources') as readonly SourceFact[];
