import type { Diagnostic } from '../../../../src/diagnostics/diagnostic.ts';
import { Badge } from '../../ui/badge.tsx';
import styles from './hierarchy.module.css';

const TONES = { error: 'bad', warning: 'warning', note: 'info' } as const;

interface DiagnosticsListProps {
  readonly diagnostics: readonly Diagnostic[];
  /** Brings a line into view. */
  readonly jump?: (line: number, column: number) => void;
}

/** Everything that is wrong, with what to do; a place is a button that leads there. */
export function DiagnosticsList({ diagnostics, jump }: DiagnosticsListProps) {
  return (
    <ul className={styles.diagnostics} aria-label="Diagnostics">
      {diagnostics.map((d) => (
        <li key={`${d.code} ${d.place?.line} ${d.place?.column} ${d.message}`}>
          <Badge tone={TONES[d.severity]}>{d.severity}</Badge>
          {d.place && jump ? (
            <button
              type="button"
              className={styles.place}
              onClick={() => jump(d.place?.line ?? 1, d.place?.column ?? 1)}
            >
              line {d.place.line}
            </button>
          ) : (
            <span className={styles.place}>{d.place ? `line ${d.place.line}` : ''}</span>
          )}
          <div>
            <div>
              {capital(d.message)} <span className="muted">{d.code}</span>
            </div>
            {d.expected && <div className="muted">Expected: {d.expected}</div>}
            {d.help && <div className="muted">{capital(d.help)}</div>}
            {d.related?.map(({ message, place }) => (
              <div key={`${place.line} ${message}`} className="muted">
                {message}, line {place.line}
              </div>
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
