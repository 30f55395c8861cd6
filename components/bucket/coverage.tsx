import { Bone } from '#components/ui/bones.tsx';
import { Bytes } from '#components/ui/bytes.tsx';
import { Card } from '#components/ui/card.tsx';
import { formatTime } from '#components/ui/date.ts';
import { Words } from '#components/ui/words.tsx';
import { type BucketRef, getBucket, getRules } from '#lib/data/buckets.ts';
import { coverageOf } from '#lib/lifecycle/coverage.ts';
import { rulesToXml } from '#lib/lifecycle/xml.ts';
import classes from './coverage.module.css';
import { coverageTitle } from './coverage-title.ts';
import { RuleList } from './rule-list.tsx';
import { RulesTabs } from './rules-tabs.tsx';

/** What the rules cover, what lies outside, and the rules themselves. */
export async function Coverage({ of: ref }: { of: BucketRef }) {
  const [bucket, known] = await Promise.all([getBucket(ref.accountId, ref.bucket), getRules(ref)]);
  if (!known) {
    return (
      <div className={classes.space}>
        <Card title="Its lifecycle rules could not be read" id="coverage">
          <p>
            <Words text={bucket.problem ?? 'No collection has read them yet.'} /> So it is not known whether anything
            ends its uploads.
          </p>
        </Card>
      </div>
    );
  }
  const { rules } = known.config;
  const verdict = coverageOf(rules);
  return (
    <div className={classes.space}>
      <Card
        id="coverage"
        title={coverageTitle(verdict, rules.length)}
        sub={known.readAt && `Rules as read on ${formatTime(known.readAt)}`}
      >
        <p className={classes.says}>
          {verdict.coverage === 'full' ? (
            'Older uploads are aborted at midnight UTC. What is hidden here is younger, or waits for S3.'
          ) : verdict.coverage !== bucket.coverage ? (
            'The rules changed since the last look: look again to see what lies outside.'
          ) : bucket.uncoveredBytes === null ? (
            'How much lies outside is not known: the uploads could not be read.'
          ) : bucket.uncoveredBytes > 0 ? (
            <>
              <Bytes value={bucket.uncoveredBytes} /> {verdict.coverage === 'partial' ? 'lie outside' : 'lie there'}:
              nothing will ever abort them.
            </>
          ) : (
            'Nothing lies outside now, but what is left behind next will stay.'
          )}
        </p>
        {rules.length > 0 && (
          <RulesTabs
            words={<RuleList rules={rules} />}
            xml={rulesToXml(known.config)}
            json={JSON.stringify({ Rules: rules }, null, 2)}
          />
        )}
      </Card>
    </div>
  );
}

export function CoverageSkeleton() {
  return (
    <div className={classes.space}>
      <Card title={<Bone height={20} width={320} />}>
        <Bone height={150} />
      </Card>
    </div>
  );
}
