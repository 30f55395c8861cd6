import { z } from 'zod';
import { addedCostSchema } from './bill/added-costs.ts';
import { trueCosts, trueCostsSchema } from './bill/true-costs.ts';
import type { World } from './world/world.ts';

const addingSchema = z.object({ costs: z.array(addedCostSchema) });

/** `GET /_simulated/costs?from&to&groupBy=service,account&…`: the truth; `at` asks as of another time than now. */
export function answerTrueCosts(world: World, query: URLSearchParams) {
  const { at, ...fields } = Object.fromEntries(query);
  const lists = ['groupBy', 'recordTypes'].flatMap((name) => {
    const given = fields[name];
    return given === undefined ? [] : [[name, given.split(',').filter(Boolean)]];
  });
  const table = world.bill.at(at === undefined ? world.clock.now() : new Date(at));
  const question = trueCostsSchema.parse({ ...fields, ...Object.fromEntries(lists) });
  return { currency: table.currency, items: trueCosts(table, question) };
}

/** `POST /_simulated/costs`: bills these besides. */
export function addCosts(world: World, input: unknown) {
  const { costs } = addingSchema.parse(input);
  world.bill.add(costs);
  return { added: costs.length };
}
