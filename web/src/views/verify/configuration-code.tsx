import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Place } from '../../../../src/diagnostics/diagnostic.ts';
import type { ConfigurationFile } from '../../api/documents.ts';
import { CodeView } from '../../code/code-view.tsx';
import type { LineMark } from '../../code/marks.ts';
import { Problem } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import type { RulesTarget } from '../rules/queries.ts';
import { type ConfigurationText, storedQuery } from './configuration.ts';
import styles from './verify.module.css';

interface ConfigurationCodeProps {
  readonly target: RulesTarget;
  readonly configuration: ConfigurationText;
  /** Where it is stored. */
  readonly stored: ConfigurationFile | undefined;
  readonly dialect: string | undefined;
  /** Marks of a file; of the only one if none is named. */
  readonly marksIn: (file: string | undefined) => readonly LineMark[];
  /** The place to bring into view. */
  readonly place: Place | undefined;
  /** The file to begin with. */
  readonly first: string | undefined;
}

/** The lines of a configuration; of one in a file for each address family, the file that is chosen or looked for. */
export function ConfigurationCode(props: ConfigurationCodeProps) {
  const { target, configuration, stored, dialect, marksIn, place, first } = props;
  const parts = [...(stored?.parts ?? [])].sort();
  const [chosen, choose] = useState<{ readonly file: string; readonly at: Place | undefined }>();
  const found = parts.find((part) => part === place?.file);
  // Another place that is looked for goes before what was chosen until then.
  const looked = chosen && (chosen.at === place || found === undefined) ? chosen.file : found;
  const file = looked ?? parts.find((part) => part === first) ?? configuration.file;
  const isPair = parts.length > 1;
  const marks = useMemo(() => marksIn(isPair ? file : undefined), [marksIn, isPair, file]);
  const other = useQuery({
    ...storedQuery(target, stored?.revision ?? '', file),
    enabled: isPair && file !== configuration.file,
  });
  const text = file === configuration.file ? configuration.text : other.data?.text;
  const code = (
    <>
      {other.error && <Problem error={other.error} retry={() => void other.refetch()} />}
      {text === undefined && !other.error && <Skeleton lines={8} />}
      {text !== undefined && (
        <CodeView
          label={`Configuration of ${target.name}`}
          text={text}
          dialect={dialect}
          marks={marks}
          line={isPair && found !== file ? undefined : place?.line}
        />
      )}
    </>
  );
  if (!isPair) return code;
  return (
    <div className={styles.files}>
      <Tabs
        label="Files of the configuration"
        tabs={parts.map((part) => ({ value: part, label: part.split('/').at(-1) ?? part }))}
        value={file}
        select={(next) => choose({ file: next, at: place })}
      >
        {code}
      </Tabs>
    </div>
  );
}
