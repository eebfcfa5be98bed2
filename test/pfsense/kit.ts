/** Small questions to a configuration of pfSense or OPNsense. */
import type { PfConfig } from '../../src/dialects/pfsense/model.ts';
import { pfsenseReader } from '../../src/dialects/pfsense/reader.ts';
import { type Behind, networks, type Reading, readGiven } from '../dialects/reader-kit.ts';

export type PfReading = Reading<PfConfig>;

/** Two sides that hold all addresses which are asked for. */
const TWO: Behind = {
  lan: networks('10.1.0.0/16', '2001:db8:1::/48'),
  opt1: networks('10.0.0.0/16', '2001:db8:2::/48'),
};

export const readPf = (text: string, interfaces: Behind = TWO): PfReading =>
  readGiven(pfsenseReader, text, interfaces, 'config.xml');

export interface Parts {
  readonly type?: string;
  readonly interface?: string;
  readonly source?: string;
  readonly destination?: string;
  /** Further elements; those that stand here are not added once more. */
  readonly more?: string;
}

/** A rule of the old kind; without more, TCP from anywhere to anywhere that comes in by lan. */
export function rule({
  type = 'pass',
  source = '<any/>',
  destination = '<any/>',
  more = '<protocol>tcp</protocol>',
  ...rest
}: Parts = {}): string {
  const key = rest.interface ?? 'lan';
  return `<rule><type>${type}</type>${key && `<interface>${key}</interface>`}<ipprotocol>inet</ipprotocol>${more}<source>${source}</source><destination>${destination}</destination><descr><![CDATA[a & b]]></descr></rule>\n`;
}

/** A configuration of rules and whatever else. */
export function pf(rules: string, rest: string = '', product: 'pfsense' | 'opnsense' = 'pfsense'): string {
  return `<?xml version="1.0"?>\n<${product}>\n${rest}<filter>\n${rules}</filter>\n</${product}>\n`;
}
