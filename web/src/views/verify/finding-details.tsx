import { Link } from '@tanstack/react-router';
import type { Place } from '../../../../src/diagnostics/diagnostic.ts';
import type { FindingLine, FindingOrigin } from '../../../../src/verify/finding.ts';
import { Badge } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import type { Finding } from './document.ts';
import { grouped, lineText, sentence } from './findings.ts';
import styles from './verify.module.css';

interface FindingDetailsProps {
  readonly finding: Finding;
  /** Brings a line of the configuration into view. */
  readonly jump: (place: Place) => void;
  /** The configuration is in several files. */
  readonly several?: boolean;
}

const TONES = { error: 'bad', warning: 'warning', note: 'info' } as const;

/** A finding with the packet that shows it, the lines that decide, and whose conversation it is. */
export function FindingDetails({ finding, jump, several = false }: FindingDetailsProps) {
  const { severity, code, message, help, witness, packets, size, instead, lines, place, text, origins } =
    finding;
  return (
    <Card label="The finding">
      <h3>
        <Badge tone={TONES[severity]}>{severity}</Badge> {sentence(message)}
      </h3>
      {help && <p>{sentence(help)}</p>}
      <dl>
        {witness && (
          <>
            <dt>Witness</dt>
            <dd>
              <code>{witness.text}</code>
            </dd>
          </>
        )}
        <dt>Lines</dt>
        <dd>
          {place && text !== undefined && (
            <LineLink line={{ place, text, note: 'what it is about' }} jump={jump} several={several} />
          )}
          {lines.map((line) => (
            <LineLink
              key={`${line.place?.line} ${line.text} ${line.note}`}
              line={line}
              jump={jump}
              several={several}
            />
          ))}
        </dd>
        {packets && packets.length > 0 && (
          <>
            <dt>Packets</dt>
            <dd>
              <Few items={packets.map((packet) => packet.text)} />
              {size && <div className="muted">{grouped(size.concerned)} in all</div>}
            </dd>
          </>
        )}
        {instead && (
          <>
            <dt>Instead</dt>
            <dd>
              {instead.length === 0 ? (
                'No rule is needed'
              ) : (
                <Few items={instead.map((match) => match.text)} />
              )}
            </dd>
          </>
        )}
        {origins.length > 0 && (
          <>
            <dt>Concerns</dt>
            <dd>
              <Origins origins={origins} />
            </dd>
          </>
        )}
        <dt>Code</dt>
        <dd className="muted">{code}</dd>
      </dl>
    </Card>
  );
}

/** The first of a long list; the rest on demand. */
export function Few({ items }: { readonly items: readonly string[] }) {
  const [first, rest] = [items.slice(0, 4), items.slice(4)];
  return (
    <>
      {first.map((item) => (
        <div key={item}>
          <code>{item}</code>
        </div>
      ))}
      {rest.length > 0 && (
        <details>
          <summary>{rest.length} more</summary>
          {rest.map((item) => (
            <div key={item}>
              <code>{item}</code>
            </div>
          ))}
        </details>
      )}
    </>
  );
}

interface LineLinkProps extends Pick<FindingDetailsProps, 'jump'> {
  readonly line: FindingLine;
  readonly several: boolean;
}

function LineLink({ line, jump, several }: LineLinkProps) {
  const { place, text, note } = line;
  return (
    <div className={styles.line}>
      {place ? (
        <button type="button" onClick={() => jump(place)}>
          {lineText(place, several)}
        </button>
      ) : (
        <span className="muted">default</span>
      )}{' '}
      <span className="muted">{note}</span>
      <div>
        <code>{text.trim()}</code>
      </div>
    </div>
  );
}

/** The document that links can lead to: of one that was only given, lines are not shown anywhere. */
const STORED = 'hierarchy.yaml';

/** Conversations, each with its reasons and a way to its chain. */
export function Origins({ origins }: { readonly origins: readonly FindingOrigin[] }) {
  return (
    <>
      {origins.slice(0, 6).map(({ flow, title, sources, reasons }) => (
        <div key={flow} className={styles.origin}>
          <Link to="/plan" search={{ flow }}>
            {title}
          </Link>
          {reasons.map((reason) => (
            <div key={reason.text}>
              {reason.text}
              {reason.place?.file === STORED && (
                <>
                  {' '}
                  <Link to="/hierarchy" search={{ line: String(reason.place.line) }}>
                    line {reason.place.line}
                  </Link>
                </>
              )}
            </div>
          ))}
          {sources.length > 0 && <div className="muted">{sources.join(', ')}</div>}
        </div>
      ))}
      {origins.length > 6 && <div className="muted">and {origins.length - 6} more</div>}
    </>
  );
}
