import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { API } from '../../api/client.ts';
import type { WorkspaceDocument } from '../../api/documents.ts';
import { toParams } from '../../app/search.ts';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Select } from '../../ui/field.tsx';
import { Note } from '../../ui/note.tsx';
import { Problem } from '../../ui/problem.tsx';
import { counted } from '../chart/words.ts';
import { readFileText } from '../verify/configuration.ts';
import { DropBox } from '../verify/drop-box.tsx';
import styles from './probe.module.css';
import { type Taken, takeIn } from './queries.ts';

interface Props {
  readonly workspace: WorkspaceDocument;
  /** Why nothing can be stored. */
  readonly reason: string | undefined;
  /** Shows what was seen on a host. */
  readonly show: (on: string | undefined) => void;
}

/** How the rest is asked, and the door for what comes of it. */
export function Elsewhere({ workspace, reason, show }: Props) {
  const [host, setHost] = useState(workspace.hosts[0]?.name ?? 'HOST');
  const name = quoted(host);
  const out = /^[\w.-]+$/.test(host) ? host : 'observations';
  const isHost = workspace.hosts.some((one) => one.name === host);
  const { file } = workspace.hierarchy;
  return (
    <div className={styles.elsewhere}>
      <section aria-label="On the host that asks or answers">
        <h2>On the host that asks or answers</h2>
        <Select
          label="Host"
          value={host}
          options={[
            ...workspace.hosts.map((one) => ({ value: one.name, label: one.name })),
            ...workspace.networks.map((one) => ({
              value: one.name,
              label: `one of ${one.name} (${one.kind})`,
            })),
          ]}
          onChange={(event) => setHost(event.target.value)}
        />
        <h3>It asks</h3>
        <p>
          With Portolan and <code>{file}</code> on it:
        </p>
        <CodeBlock
          label="Command that asks"
          text={`portolan probe ${file} --from ${name} --journal ${out}.jsonl`}
        />
        <p>
          Where nothing may be installed, one script that needs nothing but the system:{' '}
          <a href={kitAddress(host, 'powershell')} download>
            for PowerShell
          </a>
          ,{' '}
          <a href={kitAddress(host, 'posix')} download>
            for a POSIX shell
          </a>
        </p>
        {isHost && (
          <>
            <h3>It answers</h3>
            <p>
              Before its roles are installed, Portolan’s listener opens the planned ports and writes down who
              came, so that firewalls can be accepted before servers are:
            </p>
            <CodeBlock
              label="Command that listens"
              text={`portolan listen ${file} --as ${name} --out ${out}-listen.jsonl`}
            />
          </>
        )}
      </section>
      <section aria-label="What was seen elsewhere">
        <h2>What was seen elsewhere</h2>
        {reason === undefined ? <TakeIn show={show} /> : <Note>{reason}</Note>}
      </section>
    </div>
  );
}

/** For a POSIX shell and PowerShell alike; a name that neither takes as it is has to be put in by hand. */
function quoted(name: string): string {
  if (/^[\w.-]+$/.test(name)) return name;
  return /^[^'\p{Cc}\u2018-\u201b]+$/u.test(name) ? `'${name}'` : 'NAME';
}

function kitAddress(host: string, shell: 'powershell' | 'posix'): string {
  return `${API}/kit?${toParams({ host, shell })}`;
}

interface TakenFile extends Taken {
  readonly file: string;
}

function TakeIn({ show }: Pick<Props, 'show'>) {
  const client = useQueryClient();
  const [taken, setTaken] = useState<readonly TakenFile[]>([]);
  const [error, setError] = useState<unknown>();
  const take = (content: File | string): void => {
    const file = typeof content === 'string' ? 'pasted text' : content.name;
    setError(undefined);
    Promise.resolve(typeof content === 'string' ? content : readFileText(content))
      .then((text) => takeIn(file, text))
      .then((answer) => {
        setTaken((before) => [...before, { ...answer, file }].slice(-MOST_TOLD));
        void client.invalidateQueries({ queryKey: ['observations'] });
        void client.invalidateQueries({ queryKey: ['states'] });
      })
      .catch(setError);
  };
  return (
    <>
      <DropBox label="Observations of other hosts" placeholder="Paste a file’s text" take={take} several>
        <p>
          Files of <code>portolan probe</code>, <code>portolan listen</code> or a kit. What both ends of a
          connection wrote down becomes one verdict.
        </p>
      </DropBox>
      {error !== undefined && <Problem error={error} />}
      <div role="status">
        <ul className={styles.taken}>
          {taken.map((one, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a file may be given twice
            <li key={i}>
              <TakenText taken={one} show={show} />
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

/** Files that are told of. */
const MOST_TOLD = 10;

function TakenText({ taken, show }: Pick<Props, 'show'> & { readonly taken: TakenFile }) {
  const { file, places, diagnostics } = taken;
  const [place] = places;
  return (
    <>
      {counted(taken.taken, 'observation')} of {file} taken in
      {places.length > 0 && `, seen on ${places.join(', ')}`}.{' '}
      {place !== undefined && (
        <Button look="quiet" onClick={() => show(places.length === 1 ? place : undefined)}>
          Show
        </Button>
      )}
      {diagnostics.map(({ message, help }) => (
        <p key={message} className="muted">
          {message}. {help !== undefined && `${help}.`}
        </p>
      ))}
    </>
  );
}
