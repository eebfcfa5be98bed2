import { useQuery } from '@tanstack/react-query';
import { createLazyRoute } from '@tanstack/react-router';
import { useEffect } from 'react';
import { announce } from '../../ui/announce.tsx';
import { Button } from '../../ui/button.tsx';
import { copy } from '../../ui/code-block.tsx';
import { Page } from '../../ui/page.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { AskForm } from './ask-form.tsx';
import { Examples } from './examples.tsx';
import { askQuery } from './queries.ts';
import { Verdict, verdictOf } from './verdict.tsx';

export const Route = createLazyRoute('/ask')({ component: AskView });

function AskView() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const { from, to, service } = search;
  const asked = from !== undefined && to !== undefined && service !== undefined;
  const { data, error, isFetching, refetch } = useQuery(askQuery(search));
  const verdict = data && asked && verdictOf(data, { from, to, service }).title;
  useEffect(() => {
    if (verdict) announce(verdict);
  }, [verdict]);
  return (
    <Page
      title="Ask"
      note="Why is this open, and what breaks if I close it?"
      actions={asked && <Button onClick={() => void copy(window.location.href)}>Copy link</Button>}
    >
      <AskForm
        key={`${from} ${to} ${service}`}
        search={search}
        ask={(question) => void navigate({ search: question })}
      />
      {!asked && <Examples />}
      {asked && error && <Problem error={error} retry={() => void refetch()} />}
      {asked && !error && !data && isFetching && <Skeleton lines={6} />}
      {asked && data && <Verdict answer={data} question={{ from, to, service }} />}
    </Page>
  );
}
