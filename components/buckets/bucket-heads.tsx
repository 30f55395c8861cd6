import table from '#components/ui/table.module.css';

/** The last headings of a table of buckets; nobody sorts by them. */
export function BucketEndHeads() {
  return (
    <>
      <th scope="col" className={table.wide}>
        Likely left by
      </th>
      <th scope="col" className={table.mid}>
        Protection
      </th>
      <th scope="col" className={table.end}>
        <span className={table.unseen}>Action</span>
      </th>
    </>
  );
}
