type Told = { accountId: string; problem: string };

/** The problems of several kinds, each once for an account, with the kinds that have it where it does not name them. */
export function toldOnce(readings: readonly { kind: string; problems: readonly Told[] }[]): Told[] {
  const all = readings.flatMap(({ kind, problems }) => problems.map((told) => ({ kind, ...told })));
  return [...Map.groupBy(all, ({ accountId, problem }) => `${accountId} ${problem}`).values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const { accountId, problem, kind } = first;
    const isNamed = same.length === 1 && problem.includes(kind);
    return [{ accountId, problem: isNamed ? problem : `${same.map((each) => each.kind).join(', ')}: ${problem}` }];
  });
}
