import { Link } from '@tanstack/react-router';
import type { Tone } from '../../ui/badge.tsx';
import { Answer } from './answer.tsx';
import { type AnswerDocument, type AskDocument, servicePorts } from './documents.ts';
import styles from './verdict.module.css';

interface Question {
  readonly from: string;
  readonly to: string;
  readonly service: string;
}

/** Answers told in full at once. */
const SHOWN = 20;

export function verdictOf(
  { answers, sameHost }: AskDocument,
  { from, to, service }: Question,
): { readonly tone: Tone; readonly title: string; readonly detail: string } {
  const asked = `${from} to ${to} on ${service}`;
  if (answers.length === 0) {
    return {
      tone: 'bad',
      title: `Nothing needs it: ${asked}`,
      detail: sameHost
        ? 'Both are one host: it talks to itself without a network.'
        : 'No conversation of Configuration Manager that this hierarchy has uses it. As far as the plan goes, it can stay closed.',
    };
  }
  const partly = answers.every((answer) => answer.covers === 'part');
  const count =
    answers.length === 1 ? 'One conversation needs it.' : `${answers.length} planned services need it.`;
  return partly
    ? {
        tone: 'warning',
        title: `Needed in part: ${asked}`,
        detail: `${count} Not all that was asked is covered.`,
      }
    : { tone: 'good', title: `Needed: ${asked}`, detail: count };
}

/** The verdict with its whole chain, or what comes close. */
export function Verdict({ answer, question }: { readonly answer: AskDocument; readonly question: Question }) {
  const { tone, title, detail } = verdictOf(answer, question);
  const none = answer.answers.length === 0;
  const cards = cardsOf(answer.answers);
  return (
    <div className={styles.verdict}>
      <section className={styles.banner} data-tone={tone} aria-label="Verdict">
        <h2>{title}</h2>
        <p>{detail}</p>
      </section>
      {cards.slice(0, SHOWN).map((answers) => (
        <Answer
          key={cardKey(answers[0])}
          answers={answers}
          chain={answer.chains.find(({ id }) => id === answers[0].flow)}
        />
      ))}
      {cards.length > SHOWN && (
        <p className="muted">
          And {cards.length - SHOWN} more: ask about one port, or{' '}
          <Link to="/plan" search={{ from: question.from, to: question.to }}>
            see them in the plan
          </Link>
          .
        </p>
      )}
      {(none || answer.reverse.length > 0) && (
        <Close title="The other way round is needed" answers={answer.reverse} />
      )}
      {none && <Close title="Needed between the two, on other ports" answers={answer.nearby} />}
    </div>
  );
}

function Close({ title, answers }: { readonly title: string; readonly answers: readonly AnswerDocument[] }) {
  if (answers.length === 0) return null;
  return (
    <section className={styles.close}>
      <h2>{title}</h2>
      <ul>
        {answers.slice(0, SHOWN).map(({ flow, from, to, service, conversation }) => {
          const ports = servicePorts(service);
          return (
            <li key={`${flow} ${service.service} ${from.name} ${to.name}`}>
              <Link
                to="/ask"
                search={{ from: from.name, to: to.name, service: ports.split(',')[0] ?? ports }}
                className="mono"
              >
                {from.name} → {to.name} {ports}
              </Link>{' '}
              <span className="muted">{conversation.title}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

type Card = readonly [AnswerDocument, ...AnswerDocument[]];

const cardKey = ({ flow, from, to }: AnswerDocument): string =>
  JSON.stringify([flow, from.name, from.zone, to.name, to.zone]);

/** Services of one flow between the same two ends have one chain: they are told together. */
function cardsOf(answers: readonly AnswerDocument[]): readonly Card[] {
  const cards = new Map<string, Card>();
  for (const answer of answers) {
    const key = cardKey(answer);
    const before = cards.get(key);
    cards.set(key, before ? [...before, answer] : [answer]);
  }
  return [...cards.values()];
}
