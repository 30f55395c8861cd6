import type { Plan } from '#lib/data/views.ts';
import classes from './rule-diff.module.css';
import { plural } from './verdict-words.ts';

type Change = Plan['diff'][number];

const marks = { same: ' ', added: '+', removed: '−', changed: '~', rewritten: '~' } as const;
const kinds = {
  same: 'stays',
  added: 'is added',
  removed: 'is removed',
  changed: 'is changed',
  rewritten: 'is rewritten, same meaning',
} as const;

/** More rules than this that keep their meaning begin folded. */
const folded = 8;

/** Rule by rule, what stays and what is new. */
export function RuleDiff({ diff }: { diff: readonly Change[] }) {
  const same = diff.filter(({ kind }) => kind === 'same');
  const rewritten = diff.filter(({ kind }) => kind === 'rewritten');
  const different = diff.filter(({ kind }) => kind !== 'same' && kind !== 'rewritten');
  return (
    <div className={classes.diff}>
      <p className={classes.head}>{summary(diff)}</p>
      <Folded changes={same} says="that stay" />
      <Folded changes={rewritten} says="written in another form" />
      <Lines changes={different} />
    </div>
  );
}

function Folded({ changes, says }: { changes: readonly Change[]; says: string }) {
  if (changes.length <= folded) return <Lines changes={changes} />;
  return (
    <details>
      <summary className={classes.fold}>
        {plural(changes.length, 'rule')} {says}
      </summary>
      <Lines changes={changes} />
    </details>
  );
}

function Lines({ changes }: { changes: readonly Change[] }) {
  if (changes.length === 0) return null;
  return (
    <ul>
      {changes.map((change, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rules may lack an id and even be equal
        <li key={index} className={classes.line} data-kind={change.kind}>
          <span className={classes.mark} aria-hidden="true">
            {marks[change.kind]}
          </span>
          <span className={classes.id}>{change.id ?? '(no id)'}</span>
          <span className={classes.scope}>{change.scope}</span>
          <span className={classes.says}>{change.says}</span>
          <span className={classes.hidden}>{kinds[change.kind]}</span>
        </li>
      ))}
    </ul>
  );
}

function summary(diff: readonly Change[]): string {
  const count = (kind: Change['kind']) => diff.filter((change) => change.kind === kind).length;
  const verb = (many: number, one: string, more: string) => (many === 1 ? one : more);
  const [same, rewritten, added, changed, removed] = (
    ['same', 'rewritten', 'added', 'changed', 'removed'] as const
  ).map(count);
  const parts = [
    same ? `${plural(same, 'rule')} ${verb(same, 'stays exactly as it is', 'stay exactly as they are')}` : '',
    rewritten
      ? `${rewritten} ${verb(rewritten, 'keeps its meaning, written as Filter instead of Prefix', 'keep their meaning, written as Filter instead of Prefix')}`
      : '',
    changed ? `${changed} ${verb(changed, 'is changed', 'are changed')}` : '',
    removed ? `${removed} ${verb(removed, 'is removed', 'are removed')}` : '',
    added
      ? `${diff.length === added ? `${plural(added, 'rule')}` : added} ${verb(added, 'is added', 'are added')}`
      : '',
    diff.length === added && added > 0 ? 'there are none now' : '',
  ].filter(Boolean);
  return parts.join(' · ') || 'There are no rules';
}
