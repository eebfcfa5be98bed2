import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ConfigurationFile } from '../../api/documents.ts';
import { dialectsQuery } from '../../code/dialects.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/field.tsx';
import type { RulesTarget } from '../rules/queries.ts';
import { type ConfigurationText, filesBefore, sizeText } from './configuration.ts';
import { DropBox } from './drop-box.tsx';
import styles from './verify.module.css';

export interface SourceChoices {
  /** Store the next file in the workspace. */
  readonly keep: boolean;
  readonly zoneInterfaces: boolean;
  readonly emptyIncludes: boolean;
  /** Found out from the text if left out. */
  readonly dialect?: string | undefined;
}

interface SourceProps {
  readonly target: RulesTarget;
  readonly configuration: ConfigurationText | undefined;
  readonly stored: ConfigurationFile | undefined;
  /** The box for another file is open. */
  readonly replacing: boolean;
  readonly choices: SourceChoices;
  readonly reason: string | undefined;
  readonly busy: ReactNode;
  readonly choose: (part: Partial<SourceChoices>) => void;
  readonly take: (content: File | string) => void;
  readonly replace: () => void;
  readonly remove: () => void;
  /** Back from a text that is looked at once to the one that is stored. */
  readonly forget: () => void;
}

/** Where a configuration comes from: what is there, and the box for another one. */
export function Source(props: SourceProps) {
  const { target, configuration, stored, replacing, choices, reason, choose } = props;
  const dialects = useQuery(dialectsQuery);
  const options = [
    { value: '', label: 'found out from the text' },
    ...(dialects.data ?? []).filter((d) => d.reads).map(({ id, title }) => ({ value: id, label: title })),
  ];
  const present = stored !== undefined || configuration !== undefined;
  return (
    <>
      {present && (
        <div className={styles.source}>
          <strong>{target.name}</strong>
          <span className="mono">{configuration?.file ?? stored?.file}</span>
          {configuration?.dialect && <Badge>{configuration.dialect}</Badge>}
          {configuration && !configuration.stored ? (
            <Badge tone="warning">looked at once, not stored</Badge>
          ) : (
            stored && <span className="muted">{sizeText(stored.bytes)}</span>
          )}
          {stored && <Others stored={stored} />}
          <label title="As in rules that were printed without interfaces of the filter">
            <input
              type="checkbox"
              checked={choices.zoneInterfaces}
              onChange={(event) => choose({ zoneInterfaces: event.target.checked })}
            />
            Interfaces named like zones lead there
          </label>
          <label title="Files that an include with a wildcard names; without it, what they decide is unproven">
            <input
              type="checkbox"
              checked={choices.emptyIncludes}
              onChange={(event) => choose({ emptyIncludes: event.target.checked })}
            />
            Included files are empty
          </label>
          <span className={styles.end}>
            <Button onClick={props.replace}>{replacing ? 'Keep this one' : 'Another file'}</Button>
            {configuration && !configuration.stored && stored && (
              <Button onClick={props.forget}>Back to the stored one</Button>
            )}
            {stored && (!configuration || configuration.stored) && (
              <Button look="danger" disabledReason={reason} onClick={props.remove}>
                Remove
              </Button>
            )}
          </span>
        </div>
      )}
      {replacing && (
        <DropBox label={`Configuration of ${target.name}`} take={props.take} busy={props.busy}>
          {!present && (
            <>
              <h2>Prove what {target.name} permits</h2>
              <p>
                Give its configuration as the device exports it. Every packet that the hierarchy needs must be
                permitted, and nothing more towards its hosts: where that is not so, you get a packet that
                shows it and the lines that decide. What is not understood counts as neither allowed nor
                denied.
              </p>
            </>
          )}
          <div className={styles.row}>
            <Select
              label="Its language"
              options={options}
              value={choices.dialect ?? ''}
              onChange={(event) =>
                choose({ dialect: event.target.value === '' ? undefined : event.target.value })
              }
            />
            <label className={styles.check} title={reason}>
              <input
                type="checkbox"
                checked={choices.keep && reason === undefined}
                disabled={reason !== undefined}
                onChange={(event) => choose({ keep: event.target.checked })}
              />
              Keep it in the workspace{reason !== undefined && <span className="muted">({reason})</span>}
            </label>
          </div>
        </DropBox>
      )}
    </>
  );
}

/** What is stored besides, and what it is for. */
function Others({ stored }: { readonly stored: ConfigurationFile }) {
  const parts = (stored.parts ?? []).filter((part) => part !== stored.file);
  const before = filesBefore(stored);
  return (
    <>
      {parts.length > 0 && (
        <span className="muted">
          verified together with <span className="mono">{parts.join(', ')}</span>
        </span>
      )}
      {before.length > 0 && (
        <span className="muted" title="The file that was written last is the configuration">
          not used, since it is older: <span className="mono">{before.join(', ')}</span>
        </span>
      )}
    </>
  );
}
