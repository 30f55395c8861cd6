import { Bytes } from '#components/ui/bytes.tsx';
import classes from './shares.module.css';

const most = 5;

/** Bars of one whole, each with its bytes. Parts without bytes are left out. */
export function Shares({
  label,
  total,
  shares,
}: {
  label: string;
  total: number;
  shares: { name: string; bytes: number; title?: string }[];
}) {
  const shown = shares.filter(({ bytes }) => bytes > 0).slice(0, most);
  return (
    <section className={classes.shares} aria-label={label}>
      <h3 className={classes.label}>{label}</h3>
      <ul>
        {shown.map(({ name, bytes, title }) => (
          <li key={name} className={classes.share} title={title}>
            <i className={classes.bar} style={{ width: `${Math.max(1, (100 * bytes) / total)}%` }} aria-hidden="true" />
            <span className={classes.name}>{name}</span>
            <span className={classes.bytes}>
              <Bytes value={bytes} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
