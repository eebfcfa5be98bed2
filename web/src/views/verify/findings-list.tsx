import type { FindingKind } from '../../../../src/verify/finding.ts';
import { Badge } from '../../ui/badge.tsx';
import type { Finding, FindingsDocument } from './document.ts';
import { groupFindings, isOfSeveralFiles, lineText, placeOf, sentence } from './findings.ts';
import styles from './verify.module.css';

const TONES = { error: 'bad', warning: 'warning', note: 'info' } as const;

interface FindingsListProps {
  readonly document: FindingsDocument;
  /** Kinds that are shown; all of them if none is chosen. */
  readonly kinds: readonly FindingKind[] | undefined;
  readonly selected: string | undefined;
  readonly select: (finding: Finding) => void;
  readonly chooseKinds: (kinds: readonly FindingKind[] | undefined) => void;
}

/** Findings by kind, with a switch for each kind. */
export function FindingsList({ document, kinds, selected, select, chooseKinds }: FindingsListProps) {
  const groups = groupFindings(document.findings);
  const toggle = (kind: FindingKind): void => {
    const next = kinds?.includes(kind) ? kinds.filter((k) => k !== kind) : [...(kinds ?? []), kind];
    chooseKinds(next.length === 0 ? undefined : next);
  };
  return (
    <>
      {groups.length > 1 && (
        <div className={styles.chips} role="group" aria-label="Kinds of findings">
          {groups.map(({ kind, word, findings }) => (
            <button
              key={kind}
              type="button"
              aria-pressed={kinds?.includes(kind) ?? false}
              onClick={() => toggle(kind)}
            >
              {word} <span className="muted">{findings.length}</span>
            </button>
          ))}
        </div>
      )}
      {groups
        .filter(({ kind }) => kinds === undefined || kinds.includes(kind))
        .map(({ kind, word, about, findings }) => (
          <section key={kind} className={styles.group} aria-label={word}>
            <h3>
              {word} <span className="muted">{findings.length}</span>
            </h3>
            <p className="muted">{about}</p>
            <ul>
              {findings.map((finding) => (
                <li key={finding.fingerprint}>
                  <button
                    type="button"
                    aria-current={finding.fingerprint === selected ? 'true' : undefined}
                    onClick={() => select(finding)}
                  >
                    <Badge tone={TONES[finding.severity]}>
                      {badgeText(finding, isOfSeveralFiles(document))}
                    </Badge>
                    <span>{sentence(finding.message)}</span>
                    {finding.witness && <code>{finding.witness.text}</code>}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
    </>
  );
}

function badgeText(finding: Finding, isOneOfSeveral: boolean): string {
  const place = placeOf(finding);
  return place === undefined ? finding.severity : lineText(place, isOneOfSeveral);
}
