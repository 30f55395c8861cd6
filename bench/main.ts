/** `npm run bench`: how fast and how right a scan is, and how fast the pages' queries are on a large store. */
import { parseOptions, usage } from './options.ts';
import { reportCosts, reportPages, reportScans, reportWeekly } from './report.ts';
import { openStore } from './store.ts';

try {
  const options = parseOptions(process.argv.slice(2));
  const store = await openStore();
  const differences: string[] = [];
  try {
    differences.push(...(await reportScans({ store, options })));
    await reportPages({ store, options });
    await reportCosts({ store, options });
    await reportWeekly({ store, options });
  } finally {
    await store.close();
  }
  for (const difference of differences) console.error(`WRONG ${difference}`);
  if (differences.length > 0) process.exitCode = 1;
} catch (error) {
  console.error(error);
  console.error(usage);
  process.exitCode = 1;
}
