import table from '#components/ui/table.module.css';
import { Tag } from '#components/ui/tag.tsx';
import type { LifecycleRule } from '#lib/lifecycle/rule.ts';
import { ruleSays, ruleScope } from '#lib/lifecycle/wording.ts';

/** Rules in words. Those about unfinished uploads come first. */
export function RuleList({ rules }: { rules: readonly LifecycleRule[] }) {
  const sorted = rules.toSorted((a, b) => Number(aborts(b)) - Number(aborts(a)));
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col">Rule</th>
          <th scope="col">Covers</th>
          <th scope="col">Does</th>
        </tr>
      </thead>
      <tbody>
        {sorted.map((rule, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rules may lack an id and even be equal
          <tr key={index}>
            <td className={table.mono}>{rule.ID ?? '(no id)'}</td>
            <td className={table.mono}>{ruleScope(rule)}</td>
            <td>
              {ruleSays(rule)} {aborts(rule) && rule.Status !== 'Enabled' && <Tag tone="waste">disabled</Tag>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function aborts(rule: LifecycleRule): boolean {
  return rule.AbortIncompleteMultipartUpload !== undefined;
}
